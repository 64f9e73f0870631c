-- A ticket may be cancelled, merged into another, held for want of cover, and decided more than once: every decision stays readable.

alter table ticket drop constraint ticket_status_check;
alter table ticket add constraint ticket_status_check
  check (status in ('new', 'on_hand', 'waiting_customer', 'waiting_vendor', 'solved', 'closed', 'cancelled'));
alter table ticket
  add column merged_into uuid references ticket,       -- the ticket in which its matter goes on
  add column handling text check (handling in ('observe', 'advise', 'enforce', 'bill')), -- what the policy does with its no (ENT7)
  add column held text check (held in ('not_covered', 'quote')), -- what it waits for before anybody may work on it
  add column overridden boolean not null default false, -- served all the same, on a lead's word
  add column chosen_coverage_id uuid references coverage, -- which of several equals a person chose (ENT4)
  add check (merged_into is null or status = 'closed'),
  add check (held is null or not overridden);
create index ticket_merged_into on ticket (merged_into) where merged_into is not null;
create index ticket_held on ticket (opened_at) where held is not null;
create index ticket_undecided on ticket (opened_at) where outcome = 'undecided';
create index ticket_by_decision on ticket (decision_id);
drop index ticket_open;
create index ticket_open on ticket (next_due_at) where status not in ('solved', 'closed', 'cancelled');

-- What the customer is told about their cover, in plain words.
alter table message drop constraint message_kind_check;
alter table message add constraint message_kind_check
  check (kind in ('description', 'reply', 'customer_reply', 'note', 'event', 'notice'));

-- What was decided about a ticket, by the engine or by a person, one after the other (ENT11).
create table ticket_decision (
  ticket_id uuid not null references ticket,
  ordinal integer not null,                -- 1, 2, 3
  decision_id uuid not null references decision,
  cause text not null check (cause in ('opened', 'changed', 'chosen', 'overridden')),
  taken boolean not null,                  -- false: made, shown, and the cover of before kept
  changes jsonb not null default '[]',     -- what was changed of the ticket, as names before and after
  coverage_id uuid references coverage,    -- the one chosen
  reason text,                             -- a person's, for what a person decided
  author_id text not null,
  author_name text not null,
  at timestamptz not null,
  primary key (ticket_id, ordinal),
  check ((cause in ('chosen', 'overridden')) = (reason is not null)),
  check ((cause = 'chosen') = (coverage_id is not null))
);
create index ticket_decision_decision on ticket_decision (decision_id);
insert into ticket_decision (ticket_id, ordinal, decision_id, cause, taken, author_id, author_name, at)
select ticket.id, 1, decision_id, 'opened', true, opened_by, coalesce(auth_user.name, 'Ambit'), opened_at
from ticket left join auth_user on auth_user.id::text = opened_by;
