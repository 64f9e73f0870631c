export const hardwareStories = `
switch: Ports {n} to {m} dead after last night's storm, {site}
customer: Since about {hour} this morning nothing on ports {n} to {m} of {serial} gets a link. The lights are off. The other ports are fine, and so is the uplink. Six desks have no network.
agent: Thank you, {first}. Six desks down is enough reason to hurry. Please send the output of "show interface status" for that range, and tell us whether the power supplies both show green.
customer: Both green. Output: ports {n}-{m} err-disabled, reason phy-failure.
note: PHY failure on one block after a surge, same as two units in the spring. Replacement rather than repair.
agent: That block of ports is damaged. A replacement unit leaves our depot today; until it arrives please move the six desks to ports 40 to 46, which share another chip.
solved: The replacement is in and took over your configuration; all ports are up. Please send the old unit back with the label in the box.

firewall: Firewall restarts every night around 03:00
customer: Ridge {serial} at {site} restarts between 02:50 and 03:10 most nights. VPN users in other time zones are thrown out. It began after the last update.
agent: We can see the restarts in the diagnostics you attached: memory runs out while the signature update is unpacked. Please set the update to staged mode tonight, under System, Updates.
waits: Did it get through the night with staged mode on?
customer: Yes, no restart, two nights in a row now.
solved: Staged mode halves the memory that the update needs. The next maintenance release makes it the default, so you can leave it as it is.

wireless: Wireless drops in the canteen at noon
customer: Every day when the canteen fills up, the access point there ({serial}) loses people. Signal is full but nothing loads. After two o'clock it is fine again.
agent: That looks like too many clients on one radio. Could you tell us how many people sit there at noon, and whether the 6 GHz band is enabled?
customer: About {m}. 6 GHz is off, we did not know it was an option.
solved: With 6 GHz on and the limit per radio at 60 the clients spread out. You reported no drops for three days, so we close this here. For more than 120 people a second access point would be the better answer.

wireless: Access point blinks red after the move
customer: We moved {serial} to the other end of the hall at {site}. Since then it blinks red and nobody sees the network there.
agent: Blinking red means that it gets less power than it needs. Is the new cable longer than 90 metres, or is there a coupler in it?
customer: There is a coupler, and together it is rather 120 metres.
solved: As you write, with a direct cable of 70 metres it is green. For that corner a small switch halfway would do as well.

wireless: Guests cannot accept the terms of use
customer: Visitors see the page with our terms but the button does nothing on newer phones. It worked last month. Access point {serial} and the others.
agent: Newer phones open that page in a window which refuses scripts from another address. We have put the script on the same address; could you try with the phone that failed?
waits: Did the phones of your visitors get through today?
customer: Three out of three. Thank you!
solved: Then it is right for all of them. The page will be delivered this way from the next release.

wireless: Please check our channel plan
customer: We get {k} more access points like {serial} next month. Could you look whether the channel plan attached makes sense?
solved: It does, with two changes marked in red: the points at the stairs hear each other and should be three channels apart. The plan is returned with them.

firewall: Certificate of the remote access runs out on Friday
customer: Ridge {serial} warns that the certificate for remote access runs out on Friday. The colleague who did this last time has left.
agent: No harm, we do it together. Please make a request under System, Certificates, Renew, and have your authority sign it; a screenshot of each step is attached.
customer: Signed and loaded. The warning is gone.
solved: The new one runs for {k} more months than the old one. We noted the date, you will hear from us a month before.

labels: LabelPro prints every second label empty
customer: Since the new rolls came {serial} at {site} prints one label, then leaves one empty, and so on.
agent: The printer takes the label for longer than it is. Which size is written on the box of the rolls, and which in the driver?
customer: 102 x 76 on the box, 102 x 152 in the driver. Oh.
solved: That was it. We have saved the smaller size as a second profile so that both rolls can be used.

tape: Cleaning light stays on
customer: The cleaning light of the library {serial} stays on although we used a cleaning tape twice.
agent: How often has that cleaning tape been used? They are good for about fifty times, after that the light stays on.
solved: With a fresh cleaning tape the light went out. The counter is now shown in your weekly report.

switch: New switch does not join the stack
customer: We added {serial} to the stack at {site} but it stays in state "mismatch". Cables are the ones that came in the box.
agent: Mismatch means that its software is older than the stack's. Please run "stack upgrade member" from the master; the member restarts by itself after about eight minutes.
solved: It joined after the upgrade, member {n} is active. Nothing else to do.

firewall: Cannot reach the supplier's network through the VPN
customer: Since the weekend the tunnel to our supplier comes up but no traffic goes through. They say nothing changed on their side. We are on Ridge {serial}.
agent: The tunnel negotiates a different traffic selector since Saturday: they announce a smaller network than before. Please ask them to compare their side with the extract attached.
vendor: We have opened a case with the supplier's provider as well, with the capture from both ends.
note: Provider confirms a change on Saturday. Not ours, but the customer needed the proof.
solved: Their provider has restored the selector and traffic flows. We added a rule that warns you when the selectors differ, so that you see it before your users do.

switch: Request for a firmware recommendation
customer: Which firmware do you recommend for the CX-2400 at the moment? {serial} and its neighbours are three releases behind and we plan a window on Sunday.
solved: Please take the current maintenance release; it is the one we run ourselves. From three releases behind you can go there in one step. Allow twelve minutes for each switch, and save the configuration first.

server: Amber light, memory error in slot {n}
customer: {serial} at {site} shows an amber light and the log says "correctable memory error threshold exceeded, DIMM {n}". It still runs. Should we be worried?
agent: It corrects the errors, so nothing is lost so far, but the module will fail. We send you one; when could you switch the server off for fifteen minutes?
waits: The module was delivered this morning. Please tell us when it is in, so that we can look at the log together.
customer: Installed on our lunch break. Light is green.
solved: The log has been clean for a day. Thank you for sending the module back so quickly.

server: Server does not boot after power cut
customer: After the power cut at {hour} the server {serial} ({site}) stops at "no boot device". Production planning runs on it, nobody can work.
agent: We are calling you now. Please have somebody stand in front of it who can read the screen to us.
note: Spoke with {first} for 40 minutes. RAID controller lost its cache battery; volume present but marked foreign.
agent: The volume is intact: the controller only refuses to take it over because its battery died with a full cache. We imported it together and the server starts. A new battery is on its way; until then the cache stays off, which is slower but safe.
solved: Battery replaced, cache on, consistency check without a finding. You may want the power supply of that rack looked at: it was the second cut this quarter.

server: Fans at full speed since the BIOS update
customer: Since we updated {serial} its fans run at full speed all day. People in the next room complain.
agent: This happens when the update does not read the profile of an older riser card. Please reset the thermal profile to "Balanced" under Power, and switch the server fully off once, not only restart it.
solved: Good to hear that it is quiet again. The corrected update comes next month and keeps the setting.

server: Virtual machines slow on Monday mornings
customer: On Mondays until about ten everything on {serial} is very slow. Processor is at 30 percent, so it is not that.
agent: Thirty percent of all cores can be a hundred of one. Could you let the attached script run from Sunday evening to Monday noon and send us its file?
waits: Did the script run last Monday? We have not received the file yet.
customer: Sorry, forgot. It ran now, file attached.
note: Backup of the file server overlaps with the antivirus full scan; both on the same datastore.
solved: Backup and virus scan both began at 06:00 on the same volume. With the scan moved to Saturday night your measurement shows a tenth of the waiting time.

server: Remote console asks for a licence
customer: The remote console of {serial} says "licence expired" since the first of the month. We bought it with the server!
solved: You did. The licence key was tied to the old management board which we replaced in the spring. A new key is attached; enter it under Licences and the console opens again.

storage: Disk {n} failed, spare took over
customer: The array {serial} reports disk {n} failed, rebuild to the hot spare at 12 percent. Please send a disk.
agent: The disk is on its way and should be there tomorrow before noon. Please leave the failed one in place until the rebuild is done, about nine hours.
solved: Rebuild done, new disk is the spare now. Nothing was lost. Please send the old disk back, or keep it and tell us, if your rules say that disks do not leave the house.

storage: Volume nearly full, deleted data does not come back
customer: Volume "data{n}" on {serial} is at 96 percent. We deleted about two terabytes last week but the number does not move.
agent: Your snapshots still hold what you deleted: they are kept for 30 days. If you can do without the older ones, "snapshot list" shows what each of them holds back.
customer: We removed those older than a week. Now 71 percent.
solved: That is where it should be. We have set the warning to 80 percent so that it comes earlier the next time.

tape: Tape library cannot read last month's tape
customer: Restore test at {site}: library {serial} says "media format not recognised" for the tape of last month. The others read fine.
agent: Please do not write to it. Could you read the label with the library's own scanner and send us the log of that slot?
vendor: The maker is looking at the log together with us: the header was written by a drive that has been replaced since.
note: Drive head out of alignment; tape can be read with a tolerance setting that only the vendor can enable.
solved: With the tolerance setting the tape was read in full and written to a new one. The drive that had written it is gone since January, so no other tape is affected; we checked the list.

labels: Labels come out shifted by a few millimetres
customer: LabelPro {serial} prints the carrier labels about 4 mm too low since we changed the roll. The scanners at the carrier reject some of them.
agent: Please hold the feed button for five seconds with the new roll in: the printer measures the gap anew.
solved: After the measurement the labels fit. A new kind of roll needs it once.

printer: Paper jam that is not there
customer: {serial} at {site} reports a paper jam in tray {k}, but there is none. We took everything out twice.
agent: Then it is the sensor's flap: a scrap of paper holds it down. It sits behind the grey cover at the back, one screw. Photo attached.
waits: Were you able to reach the flap?
customer: Found a piece as small as a fingernail. It prints again.
solved: Those small pieces are the worst. Thank you for the photo, we keep it for the next one.

printer: Prints from the warehouse come out in the office
customer: Since Thursday the pick lists of the warehouse come out on the office printer {serial}. Embarrassing, they contain prices.
agent: Both printers have the same address since the lease of one ran out. We have moved yours to a fixed address; could you print a test page from the warehouse?
solved: Pick lists are back in the warehouse. Both printers now have addresses of their own that do not expire.

handheld: Handhelds lose the session in aisle {n}
customer: When pickers walk through aisle {n} the terminals (for example {serial}) lose their session and they have to log on again. Everywhere else fine.
agent: Thank you for the plan of the aisles. Between the two access points there is a stretch where the terminal stays with the far one for too long. We have prepared a profile that lets go earlier; please load it on three terminals first.
customer: Three terminals, two days, no loss. Loading it on the rest tonight.
solved: All terminals have the profile and nobody was logged off since. Closed, with thanks for trying it out properly.

handheld: Scanner does not read the new pallet codes
customer: Our supplier switched to the small square codes. {serial} and all others beep but read nothing.
agent: Those are DataMatrix codes, which are switched off on your profile. The profile attached switches them on; it can be sent to all terminals over the air.
solved: All terminals read them now. We left the other code types as they were, to keep reading fast.

handheld: Battery lasts half a shift
customer: The batteries of the terminals at {site} last four hours, it was nine when they were new. Can they be changed under the contract?
agent: Batteries count as consumables after a year, but four hours is too little for their age. Please send us the numbers under Settings, Battery, of {serial} and two others.
customer: Health 61, 64 and 58 percent, 410 cycles each.
solved: Below 70 percent before 500 cycles we replace them. A box with ten batteries leaves today. Please return the old ones in it.
`;
