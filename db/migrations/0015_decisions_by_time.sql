-- Decisions are replayed in the order in which they were made, page by page.
create index decision_decided on decision (decided_at, id);
