-- The advisory lock that the process holds which carries a run out, as of imports: a run whose lock nobody holds was broken off.
-- null on an embedded database, which has one process.
alter table billing_run add column runner bigint;
