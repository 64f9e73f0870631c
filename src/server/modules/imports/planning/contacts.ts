/** Contacts: within an account known by e-mail address, or by name where they have none. */

import { emailKey, nameKey } from "#core/identification/keys.ts";
import { referenceKey, type AccountRecord, type ContactRecord } from "#modules/accounts/accounts.ts";
import type { ReadRow } from "../kinds/kind.ts";
import type { contacts } from "../kinds/kinds.ts";
import { unknownCustomer } from "./refusals.ts";
import { sameRecord } from "./same.ts";
import type { Sorting } from "./sorting.ts";

type Row = ReadRow<(typeof contacts)["fields"]>;

export type KnownContacts = {
  readonly accounts: ReadonlyMap<string, AccountRecord>;
  readonly contacts: readonly ContactRecord[];
};

/** The contacts to write. */
export function planContacts(rows: readonly Row[], known: KnownContacts, sorting: Sorting, newId: () => string): ContactRecord[] {
  const byEmail = new Map(
    known.contacts.filter(({ email }) => email !== null).map((one) => [`${one.accountId} ${emailKey(one.email!)}`, one]),
  );
  const withoutEmail = new Map(
    known.contacts.filter(({ email }) => email === null).map((one) => [`${one.accountId} ${nameKey(one.name)}`, one]),
  );
  return rows.flatMap(({ row, values }) => {
    const account = known.accounts.get(referenceKey(values.reference));
    if (account === undefined) {
      unknownCustomer(sorting, row, values.reference);
      return [];
    }
    const { email } = values;
    const key = email === null ? `contact ${account.id} ${nameKey(values.name)}` : `contact ${account.id} ${emailKey(email)}`;
    const field = email === null ? "name" : "email";
    if (sorting.isRepeat(row, field, key, `${email ?? values.name} at ${account.name}`, values)) return [];
    const nameless = withoutEmail.get(`${account.id} ${nameKey(values.name)}`);
    const before = email === null ? nameless : (byEmail.get(`${account.id} ${emailKey(email)}`) ?? nameless);
    const record: ContactRecord = {
      id: before?.id ?? newId(),
      accountId: account.id,
      name: values.name,
      email,
      phone: sorting.kept("phone", values.phone, before?.phone),
      namedCaller: sorting.kept("namedCaller", values.namedCaller, before?.namedCaller) ?? false,
    };
    if (sameRecord(before, record)) {
      sorting.take("unchanged");
      return [];
    }
    if (before !== undefined && before === nameless) withoutEmail.delete(`${account.id} ${nameKey(values.name)}`);
    sorting.take(before === undefined ? "made" : "changed");
    return [record];
  });
}
