-- Pseudo-random numbers from whole numbers alone: the same for a seed, an id
-- and a purpose on any machine, with any number of threads.

-- A purpose, as a number below the prime 2^31 - 1 (folded at planning time).
create macro purpose_key(purpose) as
    (md5_number_lower(getvariable('seed') || '/' || purpose) % 2147483647)
    ::bigint;

-- Three rounds of multiply, modulo a prime, xor: no product passes 2^62.
create macro mixed(id, purpose) as
    (
        xor(
            (
                xor(
                    (
                        (id::bigint % 2147483647) * 1103515245
                        + purpose_key(purpose)
                    ) % 2147483647,
                    purpose_key(purpose || '+')
                ) * 1664525
            ) % 2147483647,
            purpose_key(purpose || '++')
        ) * 69069
    ) % 2147483647;

-- [0, 1)
create macro draw(id, purpose) as mixed(id, purpose) / 2147483647.0;

-- A whole number from low to high, both inclusive.
create macro pick(id, purpose, low, high) as
    low + mixed(id, purpose) % (high - low + 1);

-- One of a list.
create macro one_of(id, purpose, choices) as
    choices[1 + mixed(id, purpose) % len(choices)];

-- A moment of that day in Japanese office hours, as UTC.
create macro stamp(day, id, purpose) as
    day::timestamp + to_seconds(pick(id, purpose, 600, 34800));

create macro plus_months(day, months) as
    (day + to_months((months)::integer))::date;

create macro plus_days(day, days) as (day + (days)::integer)::date;

create macro text_of(anything) as anything::varchar;

-- Money without trailing zeros.
create macro plain(amount) as
    case
        when amount = trunc(amount) then amount::bigint::varchar
        else rtrim(amount::varchar, '0')
    end;

-- First moment that is not known yet.
create macro known_until() as
    (getvariable('as_of') + 1)::timestamp;

-- The truth is told some months further: what is agreed already shows.
create macro horizon() as plus_months(getvariable('as_of'), 5);
