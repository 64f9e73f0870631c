/** An asset as it was just read, with all that is known by heart of what it belongs to: what an answer is made from. */

import { flat } from "#core/flat.ts";
import type { Coverage, CoverageSource } from "#core/coverage/coverage.ts";
import type { AccountFact, AssetFact, ContractFact } from "#core/entitlement/facts.ts";
import { contractIdOf, productIdOf, readCoverage, type CoverageText } from "./coverage-text.ts";
import type { AssetRecord, Cover } from "./extract.ts";
import { maxCoverages, maxLevels } from "./facts-sql.ts";
import type { Known, KnownAccount, KnownProduct } from "./known.ts";
import type { Missing } from "./learn.ts";
import type { Ledgered } from "./lots-text.ts";
import { common, read, readRecord, readRecords } from "./parted-text.ts";
import type { Plans } from "./plan-terms.ts";

/** More covers one subject than is kept in memory: the question has to be put to the database as a whole. */
export class TooMany extends Error {
  override name = "TooMany";
}

/** An asset and what covers it by itself, as they were read. */
export type OwnAsset = {
  /** Without what is not the asset's own: the paths of its product and account, the name of its site. */
  readonly asset: AssetFact;
  /** As meant; "" where it has none. */
  readonly serialKey: string;
  /** What it is a part of, nearest first, parted by blanks. */
  readonly wholeIds: string;
  readonly coverages: readonly CoverageText[];
};

/** Reads what `ownStatement` brings. */
export function readOwnAsset(own: string, coverages: string | null): OwnAsset {
  const values = readRecord(own);
  const wholeIds = values[10]!;
  const asset: AssetFact = {
    id: flat(values[0]!),
    accountId: flat(values[1]!),
    serial: read(flat(values[4]!)),
    tag: read(flat(values[5]!)),
    productId: read(common(values[2]!)),
    productName: null,
    productPath: none,
    version: read(common(values[6]!)),
    siteId: read(flat(values[3]!)),
    siteName: null,
    environment: read(common(values[7]!)),
    status: common(values[8]!) as AssetFact["status"],
    ancestorIds: wholeIds === "" ? none : wholeIds.split(" "),
  };
  return { asset, serialKey: values[9]!, wholeIds, coverages: readRecords(coverages) };
}

/** All that belongs to an asset but lots; undefined, and what it lacks in `missing`, where not all of it is known. Throws TooMany. */
export function recall({ asset, coverages }: OwnAsset, known: Known, missing: Missing): AssetRecord | undefined {
  const accounts = accountsFrom(asset.accountId, known, missing);
  const products = productsFrom(asset.productId, known, missing);
  const site = asset.siteId === null ? null : (known.sites.get(asset.siteId) ?? missing.site(asset.siteId));
  if (accounts === undefined || products === undefined || site === undefined) return undefined;

  const productPath = products.map(({ id }) => id);
  const texts = [...coverages];
  for (const above of site === null ? accounts : [site, ...accounts]) {
    if (above.coverages.length > maxCoverages) throw new TooMany();
    for (const text of above.coverages) {
      const productId = productIdOf(text);
      if (productId === null || productPath.includes(productId)) texts.push(text);
    }
  }
  const cover = coverFrom(texts, asset.id, known, missing);
  if (cover === undefined) return undefined;
  const siteName = site === null ? null : read(site.name);
  return {
    asset: { ...asset, productName: products[0]?.name ?? null, productPath, siteName },
    account: accountWith(accounts),
    cover,
  };
}

/** The record with what the ledger holds of what covers the asset, now or day by day; undefined where that is missing. */
export function withLots(
  record: AssetRecord,
  known: Known,
  { withAllowances }: Plans,
  byDay: boolean,
  missing: Missing,
): AssetRecord | undefined {
  const ledgered = byDay ? known.lotsByDay : known.lots;
  const seen: Coverage[] = [];
  const lots: Ledgered[] = [];
  let isWhole = true;
  for (const coverage of record.cover.coverages) {
    const { source, planId } = coverage;
    if (source.kind !== "contract" || !withAllowances.includes(planId) || seen.some(isOfBargain(source, planId))) continue;
    seen.push(coverage);
    const held = ledgered.get(source.contractId) ?? missing.lotsOf(source.contractId, byDay);
    if (held === undefined) isWhole = false;
    else for (const one of held) if (one.planId === planId) lots.push(one);
  }
  if (!isWhole) return undefined;
  return lots.length === 0 ? record : { ...record, cover: { ...record.cover, lots } };
}

type OfContract = Extract<CoverageSource, { kind: "contract" }>;

/** Whether a coverage is by the same contract under the same plan. */
function isOfBargain({ contractId }: OfContract, planId: string): (coverage: Coverage) => boolean {
  return (other) => other.source.kind === "contract" && other.source.contractId === contractId && other.planId === planId;
}

const none: readonly never[] = [];

/** The account with that id, then those above it. */
function accountsFrom(first: string, known: Known, missing: Missing): readonly KnownAccount[] | undefined {
  const path: KnownAccount[] = [];
  for (let id: string | null = first; id !== null && path.length <= maxLevels;) {
    const account = known.accounts.get(id);
    if (account === undefined) return missing.account(id);
    path.push(account);
    id = account.parentId;
  }
  return path;
}

function accountWith([own, ...above]: readonly KnownAccount[]): AccountFact {
  const { account } = own!;
  return above.length === 0 ? account : { ...account, ancestorIds: above.map((one) => one.account.id) };
}

/** The product with that id, if there is one, then those above it. */
function productsFrom(first: string | null, known: Known, missing: Missing): readonly KnownProduct[] | undefined {
  const path: KnownProduct[] = [];
  for (let id: string | null = first; id !== null && path.length < maxLevels;) {
    const product = known.products.get(id);
    if (product === undefined) return missing.product(id);
    path.push(product);
    id = product.parentId;
  }
  return path;
}

/** The coverages with their contracts. */
function coverFrom(texts: readonly CoverageText[], assetId: string, known: Known, missing: Missing): Cover | undefined {
  const coverages: Coverage[] = [];
  const contracts: ContractFact[] = [];
  let isWhole = true;
  for (const text of texts) {
    const contractId = contractIdOf(text);
    const contract = contractId === "" ? null : (known.contracts.get(contractId) ?? missing.contract(contractId));
    if (contract === undefined) {
      isWhole = false;
      continue;
    }
    coverages.push(readCoverage(text, contract, assetId, coverages.at(-1)));
    if (contract !== null && !contracts.includes(contract)) contracts.push(contract);
  }
  // Copied: what has grown takes room to grow on.
  return isWhole ? { coverages: [...coverages], contracts: [...contracts], lots: none } : undefined;
}
