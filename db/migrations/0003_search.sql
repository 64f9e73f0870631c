-- Searching by the beginning of an e-mail address, in whatever collation the database has; it serves equality as before.

drop index contact_email;
create index contact_email on contact (email_key text_pattern_ops);
