-- The deliberately dirty rows: the same few at any size, each with the case it
-- shows and what must become of it. Customers CX001 ff. and accounts AX001 ff.
-- were taken over by hand from an older system, as the story goes.

create table dirty_rows (
    source_table varchar,
    id varchar,
    case_id varchar,
    -- accepted | superseded | issue | rejected | not_yet_known
    outcome varchar,
    code varchar,  -- reason_code of a rejected row, or issue_code
    changes map(varchar, varchar),  -- what differs from the table's plain row
    cells map(varchar, varchar),    -- the whole row as text
    note varchar
);

-- That day, so many months before the last one, as text.
create macro ago(months, day) as
    strftime(
        plus_months(date_trunc('month', getvariable('as_of')), -months)
        + (day - 1)::integer,
        '%Y-%m-%d'
    );

create macro slashed(text) as replace(text, '-', '/');

create macro full_width(text) as translate(text, '0123456789-', '０１２３４５６７８９－');
