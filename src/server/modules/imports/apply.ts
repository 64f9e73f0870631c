/** One sheet, from rows to records: what is known is loaded, the rows are planned against it, the plan is written. */

import type { ImportKind } from "#api/imports.ts";
import { nameKey } from "#core/identification/keys.ts";
import { isPlaceholderSerial, serialKey } from "#core/identification/serial.ts";
import * as accounts from "#modules/accounts/accounts.ts";
import * as assets from "#modules/assets/assets.ts";
import * as contracts from "#modules/contracts/contracts.ts";
import * as plans from "#modules/plans/plans.ts";
import * as products from "#modules/products/products.ts";
import type { Context } from "#platform/context.ts";
import type { Step } from "#platform/db/bulk.ts";
import type * as kinds from "./kinds/kinds.ts";
import type { Kind, ReadRow } from "./kinds/kind.ts";
import { decimalMarkOf } from "./planning/amounts.ts";
import { planAssets } from "./planning/assets.ts";
import { planContacts } from "./planning/contacts.ts";
import { planContracts } from "./planning/contracts.ts";
import { planCustomers } from "./planning/customers.ts";
import { contractKey, type Firsts } from "./planning/firsts.ts";
import { planLines } from "./planning/lines.ts";
import { planDeviceTypes, planProducts, planProductVersions } from "./planning/product-master.ts";
import type { Sorting } from "./planning/sorting.ts";

export type Work = {
  readonly ctx: Context;
  readonly sorting: Sorting;
  readonly firsts: Firsts;
  /** Told of rows written; throws to break off. */
  readonly step: Step;
  readonly file: string;
  readonly sheet: string | undefined;
};

type Rows<K extends Kind> = readonly ReadRow<K["fields"]>[];
type Apply = (work: Work, rows: never) => Promise<void>;

/** How each kind of sheet is taken in. */
export const applyOf: Readonly<Record<ImportKind, Apply>> = {
  customers: applyCustomers,
  contacts: applyContacts,
  assets: applyAssets,
  contracts: applyContracts,
  contract_lines: applyLines,
  products: applyProducts,
  product_versions: applyProductVersions,
  device_types: applyDeviceTypes,
};

async function applyCustomers({ ctx, sorting, step }: Work, rows: Rows<typeof kinds.customers>): Promise<void> {
  const references = rows.flatMap(({ values }) => [values.reference, values.parent ?? []].flat());
  const byReference = await accounts.accountsByReference(ctx, references);
  const parents = await accounts.parentsOfAccounts(ctx);
  await accounts.recordAccounts(ctx, planCustomers(rows, { byReference, parents }, sorting, ctx.newId), step);
}

async function applyContacts({ ctx, sorting, step }: Work, rows: Rows<typeof kinds.contacts>): Promise<void> {
  const known = await accountsOf(ctx, rows);
  const contacts = await accounts.contactsOfAccounts(ctx, idsOf(known.values()));
  await accounts.recordContacts(ctx, planContacts(rows, { accounts: known, contacts }, sorting, ctx.newId), step);
}

async function applyAssets({ ctx, sorting, step }: Work, rows: Rows<typeof kinds.assets>): Promise<void> {
  const known = await accountsOf(ctx, rows);
  const recorded = await assets.assetsCalled(ctx, present(rows, "serial"), present(rows, "tag"));
  const plan = planAssets(
    rows,
    {
      accounts: known,
      sites: await accounts.sitesOfAccounts(ctx, idsOf(known.values())),
      products: await products.productsCalled(ctx, present(rows, "product")),
      assets: recorded,
      warranties: await contracts.warrantiesOfAssets(ctx, idsOf(recorded)),
      warrantyPlanId: (await plansByName(ctx)).get(nameKey("Warranty"))!.id,
    },
    sorting,
    ctx.newId,
  );
  await accounts.recordSites(ctx, plan.sites);
  await products.recordProducts(ctx, plan.products);
  await assets.recordAssets(ctx, plan.assets, step);
  await contracts.closeCoverages(ctx, plan.closed);
  await contracts.recordCoverages(ctx, plan.warranties);
}

async function applyContracts(
  { ctx, sorting, firsts, step, file, sheet }: Work,
  rows: Rows<typeof kinds.contracts>,
): Promise<void> {
  const known = await contracts.contractsByNumber(
    ctx,
    rows.flatMap(({ values }) => [values.number, values.renewalOf ?? []].flat()),
  );
  const named = rows.flatMap(({ values }) => known.get(nameKey(values.number)) ?? []);
  const before = await contracts.holdHeaders(ctx, idsOf(named));
  const lines = await contracts.linesOfContracts(ctx, idsOf(named));
  const subjects = new Set(lines.map(({ assetId, siteId }) => assetId ?? siteId).filter((id) => id !== null));
  for (const { accountId } of named) subjects.add(accountId);
  const plan = planContracts(
    rows,
    {
      accounts: await accountsOf(ctx, rows),
      plans: await plansByName(ctx),
      contracts: known,
      lines,
      coverage: lines.length === 0 ? [] : await contracts.contractCoverage(ctx, subjects, idsOf(named)),
      prices: await contracts.lastPrices(ctx, idsOf(lines)),
      amended: await contracts.amendedHere(ctx, idsOf(named)),
    },
    sorting,
    { newId: ctx.newId, reason: reasonFor(file) },
  );
  for (const [key, row] of plan.refused) firsts.refuse(contractKey(key), { file, sheet, row });
  await contracts.recordContracts(ctx, plan.contracts, step);
  const after = await contracts.holdHeaders(
    ctx,
    plan.amendments.map(({ contractId }) => contractId),
  );
  await contracts.recordAmendments(
    ctx,
    plan.amendments.map((amendment) => ({ ...amendment, header: changed(before, after, amendment.contractId) })),
  );
  await contracts.closeCoverages(ctx, plan.closed);
  await contracts.recordCoverages(ctx, plan.coverages);
  await contracts.reconcileContracts(ctx, plan.agreeing, { note: reasonFor(file) });
}

/** What changed of a header; undefined of a contract that is new. */
function changed<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  id: string,
): { before: T; after: T } | undefined {
  const was = before.get(id);
  return was && { before: was, after: after.get(id)! };
}

async function applyLines({ ctx, sorting, firsts, step, file }: Work, rows: Rows<typeof kinds.contractLines>): Promise<void> {
  const named = await contracts.contractsByNumber(
    ctx,
    rows.map(({ values }) => values.contract),
  );
  const contractIds = idsOf(named.values());
  await contracts.holdHeaders(ctx, contractIds);
  const accountIds = new Set(Array.from(named.values(), ({ accountId }) => accountId));
  const serials = present(rows, "serial").filter((serial) => !isPlaceholderSerial(serial));
  const called = await assets.assetsCalled(ctx, serials);
  const subjects = new Set([...idsOf(called), ...accountIds]);
  const sites = await accounts.sitesOfAccounts(ctx, accountIds);
  for (const { id } of sites.values()) subjects.add(id);
  const plan = planLines(
    rows,
    {
      contracts: named,
      parents: await accounts.parentsOfAccounts(ctx),
      sites,
      products: await products.productsCalled(ctx, present(rows, "product")),
      held: await assets.productsHeld(ctx, accountIds),
      assets: called,
      near: await assets.serialsNear(ctx, unknownSerials(serials, called)),
      lines: await contracts.linesOfContracts(ctx, contractIds),
      coverage: await contracts.contractCoverage(ctx, subjects, contractIds),
      amended: await contracts.amendedHere(ctx, contractIds),
      refusedContract: (key) => firsts.refusedAt(contractKey(key)),
    },
    sorting,
    { newId: ctx.newId, reason: reasonFor(file), decimal: decimalMarkOf(rows.map(({ values }) => values.value)) },
  );
  await products.recordProducts(ctx, plan.products);
  await contracts.recordAmendments(ctx, plan.amendments);
  await contracts.recordLines(ctx, plan.lines, step);
  await contracts.closeCoverages(ctx, plan.closed);
  await contracts.recordCoverages(ctx, plan.coverages);
}

async function applyProducts({ ctx, sorting, step }: Work, rows: Rows<typeof kinds.products>): Promise<void> {
  const known = await products.productsCalled(
    ctx,
    rows.flatMap(({ values }) => [values.slug, values.title]),
  );
  await products.recordProducts(ctx, planProducts(rows, known, sorting, ctx.newId), step);
}

async function applyProductVersions({ ctx, sorting, step }: Work, rows: Rows<typeof kinds.productVersions>): Promise<void> {
  const known = await products.productsCalled(ctx, present(rows, "product"));
  const versions = await products.versionsOfProducts(ctx, idsOf(known));
  await products.recordProductVersions(ctx, planProductVersions(rows, { products: known, versions }, sorting, ctx.newId), step);
}

async function applyDeviceTypes({ ctx, sorting, step }: Work, rows: Rows<typeof kinds.deviceTypes>): Promise<void> {
  const known = await products.productsCalled(ctx, present(rows, "model"));
  await products.recordProducts(ctx, planDeviceTypes(rows, known, sorting, ctx.newId), step);
}

function accountsOf(
  ctx: Context,
  rows: readonly { readonly values: { readonly reference: string } }[],
): Promise<Map<string, accounts.AccountRecord>> {
  return accounts.accountsByReference(
    ctx,
    rows.map(({ values }) => values.reference),
  );
}

async function plansByName(ctx: Context): Promise<Map<string, { id: string; name: string }>> {
  const all = await plans.listPlans(ctx);
  return new Map(all.map(({ id, name }) => [nameKey(name), { id, name }]));
}

/** Unknown serials that others near to them are sought for; a file with more of them has another trouble than slips. */
const MAX_SOUGHT = 100;

function unknownSerials(serials: readonly string[], known: readonly assets.AssetRecord[]): string[] {
  const keys = new Set(known.flatMap(({ serial }) => (serial === null ? [] : serialKey(serial))));
  return [...new Set(serials.filter((serial) => !keys.has(serialKey(serial))))].slice(0, MAX_SOUGHT);
}

/** What stands in one column, blanks left out. */
function present<N extends string>(
  rows: readonly { readonly values: { readonly [K in N]: string | null } }[],
  field: N,
): string[] {
  return rows.flatMap(({ values }) => values[field] ?? []);
}

const idsOf = (records: Iterable<{ readonly id: string }>): string[] => Array.from(records, ({ id }) => id);
const reasonFor = (file: string): string => `Imported from ${file}`;
