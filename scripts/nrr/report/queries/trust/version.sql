select version, as_of, built_at, code, content_hash
from main.published_version
