"""Runner of net_revenue_retention: raw extracts in, a published warehouse out."""
