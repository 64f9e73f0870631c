-- What is left of an allowance is told by its lots, and no longer counted from tickets: a ticket is no fact of a check any more.
drop trigger facts_added on ticket;
drop trigger facts_changed on ticket;
drop trigger facts_gone on ticket;
drop function ticket_facts_changed;
