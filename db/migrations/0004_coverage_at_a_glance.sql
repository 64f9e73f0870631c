-- What covers a subject is asked at every check: it is read from one page of one index, without a look at other tables.

-- The number of the line, copied from it. It is the line's identity at its contract and never changes.
alter table coverage add column line_number text;
alter table coverage disable trigger coverage_append_only;
update coverage set line_number = (select number from contract_line where id = coverage.line_id) where line_id is not null;
alter table coverage enable trigger coverage_append_only;
alter table coverage add check ((source = 'contract') = (line_number is not null));

drop index coverage_subject;
create index coverage_subject on coverage (subject_id) include
  (id, account_id, contract_id, line_number, subject_kind, product_id, covers_parts, covers_sub_accounts, service, plan_id, time_zone, valid, end_reason)
  where upper_inf(recorded);
