/** One account, contact, asset or product of the register, found by typing. */

import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { type assetRow, getAccount, getAsset, getProduct, listAccounts, listAssets, listProducts } from "#api/register.ts";
import { read } from "#web/query/reads.ts";
import { useOffered } from "#web/query/use-offered.ts";
import { SearchChoice } from "#web/ui/choice/search-choice.tsx";

type Props = {
  readonly label?: string;
  readonly disabled?: boolean;
  readonly description?: string | undefined;
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
};

/** An account by part of its name or reference. */
export function AccountChoice({ label = "Account", value, ...props }: Props) {
  const chosen = useQuery({ ...read(getAccount, { params: { id: value ?? "" } }), enabled: value !== null });
  const name = value === null ? null : chosen.data?.name;
  const { rows, ...typing } = useOffered(listAccounts, {}, name);
  const offered = rows.map((row) => ({ value: row.id, label: row.name }));
  return <SearchChoice label={label} value={value} name={name} offered={offered} {...typing} {...props} />;
}

/** An asset by part of its serial or tag; those of one account where it is known. */
export function AssetChoice({ label = "Asset", accountId, value, ...props }: Props & { readonly accountId: string | null }) {
  const chosen = useQuery({ ...read(getAsset, { params: { id: value ?? "" } }), enabled: value !== null });
  const name = chosen.data && value !== null ? assetName(chosen.data) : null;
  const { rows, ...typing } = useOffered(listAssets, accountId === null ? {} : { accountId }, name);
  const offered = rows.map((row) => ({ value: row.id, label: assetName(row) }));
  return <SearchChoice label={label} value={value} name={name} offered={offered} {...typing} {...props} />;
}

const assetName = ({ serial, tag, productName }: z.infer<typeof assetRow>): string =>
  [serial ?? tag ?? "Asset", productName].filter(Boolean).join(" · ");

/** A product by part of its name, slug or part number. */
export function ProductChoice({ label = "Product", value, ...props }: Props) {
  const chosen = useQuery({ ...read(getProduct, { params: { id: value ?? "" } }), enabled: value !== null });
  const name = value === null ? null : chosen.data && productName(chosen.data);
  const { rows, ...typing } = useOffered(listProducts, {}, name);
  const offered = rows.map((row) => ({ value: row.id, label: productName(row) }));
  return <SearchChoice label={label} value={value} name={name} offered={offered} {...typing} {...props} />;
}

const productName = ({ maker, name }: { readonly maker: string; readonly name: string }): string => `${maker} ${name}`.trim();

/** One of the account's people. */
export function ContactChoice({ label = "Contact", accountId, ...props }: Props & { readonly accountId: string | null }) {
  const { data } = useQuery({ ...read(getAccount, { params: { id: accountId ?? "" } }), enabled: accountId !== null });
  const people = accountId === null ? [] : (data?.contactList ?? []);
  return (
    <Select
      size="sm"
      label={label}
      searchable
      clearable
      clearButtonProps={{ "aria-label": "No contact" }}
      nothingFoundMessage={accountId === null ? "Choose the account first" : "Nobody matches"}
      data={people.map(({ id, name, namedCaller }) => ({ value: id, label: namedCaller ? `${name} · named caller` : name }))}
      {...props}
    />
  );
}
