export const softwareStories = `
finance: Invoices print without the tax line
customer: Since the update to {version} session Print Invoices leaves out the line with the tax number. Our auditor noticed. Licence {serial}.
agent: We can reproduce it on {version} when the layout was copied from an older one. Could you send us the layout file, so that we test the correction with yours?
customer: Attached, it is the one with our old logo.
note: Layout refers to the tax field by its old name. One line in the layout, no change to the program.
solved: The corrected layout is attached; load it in Maintain Layouts and print invoice {m}00 again. Please also tell your auditor that the numbers in the ledger were right all along.

finance: Period {k} cannot be closed
customer: We want to close period {k} and get "unposted batches exist", but the list of batches is empty. Month end is tomorrow!
agent: We are on it. Please do not reorganise any tables until we have looked. May we log on through the usual connection within the hour?
customer: Yes, connection is open, ask for {first}.
agent: There is one batch that belongs to a user who has been deleted; that is why nobody sees it. We gave it to the administrator and posted it after your confirmation by phone.
solved: Period {k} is closed and the balances agree. The list shows batches of deleted users from the next service pack on.

finance: Exchange rates of the bank are not taken over
customer: The nightly import of rates says "done" but the rates are those of last Friday.
agent: The bank changed the address of its file on Saturday and answers the old one with an empty page, which the import takes for a file without rates. Please enter the address attached in the parameters.
solved: Rates are there since last night. The import will refuse an empty file from the next release on, so that it does not say "done" again.

finance: Payment run proposes an invoice twice
customer: The proposal of today's payment run in Accounts Payable lists invoice {m}417 of one supplier twice. We stopped before sending it to the bank. Severity is high for us because the run has to go out today.
agent: Good that you stopped. Please remove the second line by hand, then the run can go out; the entry is a copy and not a second invoice.
note: Copy comes from a scanned invoice entered again by the mail robot with a blank at the end of its number.
solved: The run went out with one line. Invoice numbers are now compared without blanks, with the correction that we installed on your test system; please let us know when it may go to production.

finance: How do I give the auditor read-only access?
customer: Our auditor comes on Monday and needs to look but not touch. What do we set up in Meridian?
solved: Copy the role AUDITOR, give it your companies, and set an end date for the user: two weeks are usual. Steps with pictures are attached. The user counts as one of your named users while it is active.

logistics: Orders stay in status "released"
customer: Since this morning orders do not move on from "released", so the warehouse at {site} has nothing to pick. Licence {serial}, version {version}.
agent: The job that moves them stopped at {hour} because its queue was full. We started it again; please check whether the oldest order is on a handheld now.
customer: Yes, they are coming in.
agent: Thank you. We are looking for what filled the queue and come back to you today.
solved: A partner sent the same order list {n} times in a minute. Lists that are the same are now taken once. The queue is empty and the job is watched.

logistics: Picking confirms the wrong lot
customer: In Confirm Picking the terminal shows lot A but the stock goes down on lot B. It happened {k} times this week, always on the second page of the list.
agent: Thank you for the exact steps. We see it too when the list is longer than one page and is sorted by location. Until it is corrected please sort by line.
vendor: The correction is with Tarnsoft's developers, reference number sent to you by e-mail. They need it tested on your kind of list.
waits: The correction is on your test system. Could two pickers try it with long lists?
customer: Tried with lists of three pages, always the right lot.
solved: Installed on production last night. We corrected the {k} movements with you by phone.

logistics: Delivery notes in the wrong language
customer: Customers abroad get delivery notes in our language. It was right before the update to {version}.
agent: The language is taken from the delivery address since {version}, and your addresses have none. We can fill it from the country for all of them; shall we?
customer: Please do, and send us the list before.
solved: List approved by you, {m}0 addresses filled. New addresses take it from the country by themselves.

logistics: Stock count cannot be released
customer: We counted {site} on Saturday, but releasing the count says "locked by user". That user left at noon.
solved: His session was still open on the handheld in the charger. We ended it and the count is released. Sessions without a key for an hour can end by themselves; the parameter is called SESSIDLE.

factory: Operations reported twice from the line terminals
customer: Operators press "complete" once but Shop Floor Control books it twice now and then. Scrap figures are wrong because of it. Version {version}.
agent: Does it happen on all terminals, or only where the network was slow? The second booking has the same second in your extract.
customer: You are right, only at the far end of the hall.
note: Client repeats after 3 s without answer; server takes both. Idempotency number exists but the line terminals' profile is too old to send it.
solved: The new terminal profile sends a number with each booking, so that a repeated one is recognised. Loaded on all terminals; no double booking for a week.

factory: Planned start dates jump to next year
customer: After last night's planning run {n} production orders start in January next year. Nobody changed the calendar, we think.
agent: Somebody did: the plant calendar has no working days after this month for shift {k}. Probably a copy that was broken off. May we fill it from shift 1?
waits: We need your word before we fill the calendar: it moves all orders of that shift.
customer: Please fill it. We found who did it, all friends again.
solved: Calendar filled until the end of next year, run repeated, dates are as before. We added a warning for calendars that end within 60 days.

factory: Question about serial numbers of finished goods
customer: Can Meridian give out serial numbers with our prefix and the week in them? We type them by hand today.
solved: Yes: in Number Ranges choose "composed", then prefix, week and counter. An example for your plant is attached. Existing numbers stay as they are.

database: Backup of the database takes until noon
customer: The nightly backup of Brightfold ({serial}, {environment}) used to be done at four, now it runs until noon and slows down everyone.
agent: The log shows that it verifies each block since version {version}. That is worth having, but it can run after the backup instead of within it. The setting is in the attached note.
solved: Backup done at 04:10, verification at 06:30, outside your hours. You can go back to the old way with the same setting.

database: Replica lags behind by hours
customer: The replica for reports is {n} hours behind since Tuesday. The primary is fine.
agent: One very large transaction holds it up: a deletion without batches, started on Tuesday at {hour}. It will be through in about {k} hours. Please do not restart the replica, it would begin again.
customer: It caught up. That was our clean-up script, it seems.
solved: We attached your script in a version that deletes in batches of ten thousand. It takes longer and nobody notices.

database: Connection refused after certificate change
customer: We renewed the certificate on {serial} and now half of our programs cannot connect: "certificate verify failed".
agent: The new certificate was issued by another authority, and the older clients do not know it. Please append the file attached to the clients' list of authorities; no restart of the database is needed.
solved: All programs are connected again. Your authority renews in two years, the note in our calendar says to tell you a month ahead.

database: Query that was fast is slow since Monday
customer: The report "open items" took four seconds, since Monday it takes eleven minutes. Same data as far as we can tell. Brightfold {version}.
agent: Could you run it once with EXPLAIN ANALYZE and send us the result? Please also tell us whether a large import ran over the weekend.
customer: Result attached. Yes, we loaded the archive of ten years on Sunday.
note: Statistics are those from before the load; planner thinks the table has 40,000 rows, it has 22 million.
solved: After fresh statistics the report takes three seconds. We recommend ANALYZE at the end of every large load; for this table it now happens by itself.
`;
