/** Assets: known by their tag within an account, or by their serial; with the product, site and warranty that a row names. */

import { endsBeforeOf } from "#core/coverage/days.ts";
import { nameKey } from "#core/identification/keys.ts";
import { isPlaceholderSerial, serialPlain } from "#core/identification/serial.ts";
import { referenceKey, siteKey, type AccountRecord, type SiteRecord } from "#modules/accounts/accounts.ts";
import type { AssetRecord } from "#modules/assets/assets.ts";
import type { BelievedCoverage, ClosedBelief, CoverageRecord } from "#modules/contracts/contracts.ts";
import type { ProductRecord } from "#modules/products/products.ts";
import { shown } from "../kinds/dates.ts";
import type { ReadRow } from "../kinds/kind.ts";
import type { assets } from "../kinds/kinds.ts";
import { namesOf, ProductBook } from "./product-book.ts";
import { unknownCustomer } from "./refusals.ts";
import { sameRecord } from "./same.ts";
import type { Sorting } from "./sorting.ts";

type Row = ReadRow<(typeof assets)["fields"]>;

export type KnownAssets = {
  readonly accounts: ReadonlyMap<string, AccountRecord>;
  readonly sites: ReadonlyMap<string, SiteRecord>;
  readonly products: readonly ProductRecord[];
  readonly assets: readonly AssetRecord[];
  readonly warranties: readonly BelievedCoverage[];
  /** The plan "Warranty", which every installation has. */
  readonly warrantyPlanId: string;
};

/** All that a sheet of assets writes. */
export type AssetPlan = {
  readonly sites: SiteRecord[];
  readonly products: ProductRecord[];
  readonly assets: AssetRecord[];
  readonly closed: ClosedBelief[];
  readonly warranties: CoverageRecord[];
};

/** Who has a serial: an asset recorded before, or one that an earlier row made. */
type Owner = { readonly asset: AssetRecord; readonly row: number | undefined };

export function planAssets(rows: readonly Row[], known: KnownAssets, sorting: Sorting, newId: () => string): AssetPlan {
  return new AssetPlanner(known, sorting, newId).plan(rows);
}

class AssetPlanner {
  readonly #known: KnownAssets;
  readonly #sorting: Sorting;
  readonly #newId: () => string;
  readonly #book: ProductBook;
  readonly #sites: Map<string, SiteRecord>;
  readonly #byTag = new Map<string, AssetRecord>();
  readonly #bySerial = new Map<string, Owner>();
  readonly #warranties: ReadonlyMap<string, BelievedCoverage>;
  readonly #plan: AssetPlan = { sites: [], products: [], assets: [], closed: [], warranties: [] };

  constructor(known: KnownAssets, sorting: Sorting, newId: () => string) {
    this.#known = known;
    this.#sorting = sorting;
    this.#newId = newId;
    this.#book = new ProductBook(known.products, newId);
    this.#sites = new Map(known.sites);
    this.#warranties = new Map(known.warranties.map((warranty) => [warranty.subjectId, warranty]));
    for (const asset of known.assets) {
      if (asset.tag !== null) this.#byTag.set(tagKey(asset.accountId, asset.tag), asset);
      if (identifies(asset.serial)) this.#bySerial.set(serialPlain(asset.serial), { asset, row: undefined });
    }
  }

  plan(rows: readonly Row[]): AssetPlan {
    for (const row of rows) this.#take(row);
    this.#plan.products.push(...this.#book.made);
    return this.#plan;
  }

  #take({ row, values }: Row): void {
    const account = this.#known.accounts.get(referenceKey(values.reference));
    if (account === undefined) return unknownCustomer(this.#sorting, row, values.reference);
    const { tag, serial } = values;
    if (tag === null && !identifies(serial)) {
      return this.#sorting.refuse(
        row,
        "tag",
        "nothing_identifies",
        "Neither an asset tag nor a serial number says which asset this is. Fill in one of the two.",
      );
    }
    if (values.warrantyUntil !== null && values.installedOn !== null && values.warrantyUntil < values.installedOn) {
      return this.#sorting.refuse(
        row,
        "warrantyUntil",
        "ends_before_start",
        `The warranty ends on ${shown(values.warrantyUntil)}, before the asset was installed on ${shown(values.installedOn)}. Correct one of the two.`,
      );
    }
    const before = this.#recorded(account, row, values);
    if (before === "refused") return;
    const product = this.#product(row, values);
    if (product === undefined) return;
    const key = tag === null ? `serial ${serialPlain(serial!)}` : `tag ${tagKey(account.id, tag)}`;
    if (
      this.#sorting.isRepeat(row, tag === null ? "serial" : "tag", key, `Asset ${tag ?? serial}`, {
        ...values,
        serial: serial && serialPlain(serial),
      })
    )
      return;
    this.#enter(row, values, account, product, before);
  }

  /** The asset that the row is about, undefined for a new one; a serial that is another asset's is refused. */
  #recorded(account: AccountRecord, row: number, { tag, serial }: Row["values"]): AssetRecord | undefined | "refused" {
    const byTag = tag === null ? undefined : this.#byTag.get(tagKey(account.id, tag));
    const owner = identifies(serial) ? this.#bySerial.get(serialPlain(serial)) : undefined;
    if (owner === undefined || owner.asset === byTag) return byTag;
    const isUntagged =
      owner.asset.accountId === account.id && (tag === null || (owner.asset.tag === null && byTag === undefined));
    if (isUntagged) return owner.asset;
    const where = owner.row === undefined ? "is recorded already" : `stands at row ${owner.row}`;
    const whose = owner.asset.tag === null ? "another account's asset" : `asset ${owner.asset.tag}`;
    this.#sorting.refuse(
      row,
      "serial",
      "serial_taken",
      `Serial ${serial} belongs to ${whose}, which ${where}. A serial names one asset: correct this one, or the other first.`,
    );
    return "refused";
  }

  #product(row: number, { maker, product }: Row["values"]): ProductRecord | undefined {
    const found = this.#book.find(maker, product);
    if (found.is === "ambiguous") {
      this.#sorting.refuse(
        row,
        "product",
        "ambiguous_product",
        `“${product}” may be ${namesOf(found.among)}. Fill in the manufacturer.`,
      );
      return undefined;
    }
    if (found.is === "made" && found.others.length > 0) {
      this.#sorting.remark(
        row,
        "maker",
        "other_maker",
        `The product master has ${product} by ${found.others.join(" and ")}, not by ${maker}. A product by ${maker} was made; correct the manufacturer if that is wrong.`,
      );
    }
    return found.product;
  }

  #enter(
    row: number,
    values: Row["values"],
    account: AccountRecord,
    product: ProductRecord,
    before: AssetRecord | undefined,
  ): void {
    const record: AssetRecord = {
      id: before?.id ?? this.#newId(),
      accountId: account.id,
      siteId: this.#sorting.has("site") ? this.#siteId(account, values.site) : (before?.siteId ?? null),
      productId: product.id,
      parentId: before?.parentId ?? null,
      version: this.#sorting.kept("version", values.version, before?.version),
      serial: this.#sorting.kept("serial", values.serial, before?.serial),
      tag: values.tag ?? before?.tag ?? null,
      environment: this.#sorting.kept("environment", values.environment, before?.environment),
      status: values.status ?? before?.status ?? "in_use",
      installedOn: this.#sorting.kept("installedOn", values.installedOn, before?.installedOn),
    };
    this.#remark(row, record, before);
    const warrantyChanges = this.#warranty(row, values, record, account);
    const isSame = sameRecord(before, record);
    if (!isSame) this.#plan.assets.push(record);
    this.#sorting.take(before === undefined ? "made" : isSame && !warrantyChanges ? "unchanged" : "changed");
    if (record.tag !== null) this.#byTag.set(tagKey(account.id, record.tag), record);
    if (identifies(record.serial)) this.#bySerial.set(serialPlain(record.serial), { asset: record, row });
  }

  #remark(row: number, { serial, tag }: AssetRecord, before: AssetRecord | undefined): void {
    if (serial === null) {
      this.#sorting.remark(row, "serial", "no_serial", `${tag} was taken without a serial: it is found by its tag alone.`);
    } else if (!identifies(serial)) {
      this.#sorting.remark(
        row,
        "serial",
        "placeholder_serial",
        `“${serial}” stands for “no serial” and identifies nothing. ${tag} is found by its tag alone; fill in the real serial.`,
      );
    } else if (identifies(before?.serial) && serialPlain(before.serial) !== serialPlain(serial)) {
      this.#sorting.remark(
        row,
        "serial",
        "serial_changed",
        `${tag ?? serial} had the serial ${before.serial} before, and has ${serial} now.`,
      );
    }
  }

  #siteId(account: AccountRecord, name: string | null): string | null {
    if (name === null) return null;
    const key = siteKey(account.id, name);
    const known = this.#sites.get(key);
    if (known !== undefined) return known.id;
    const made = { id: this.#newId(), accountId: account.id, name };
    this.#sites.set(key, made);
    this.#plan.sites.push(made);
    return made.id;
  }

  /** Plans what the warranty's dates ask for; says whether that differs from what is believed. */
  #warranty(row: number, { warrantyUntil }: Row["values"], asset: AssetRecord, account: AccountRecord): boolean {
    if (!this.#sorting.has("warrantyUntil")) return false;
    const before = this.#warranties.get(asset.id);
    if (warrantyUntil !== null && asset.installedOn === null) {
      this.#sorting.remark(
        row,
        "installedOn",
        "warranty_without_start",
        "The day of installation is blank, so the warranty has no first day and was not recorded. Fill it in.",
      );
    }
    const said =
      warrantyUntil === null || asset.installedOn === null
        ? undefined
        : this.#warrantyOf(asset, account, asset.installedOn, endsBeforeOf(warrantyUntil));
    if (before === undefined && said === undefined) return false;
    if (before !== undefined && said !== undefined && before.startsOn === said.startsOn && before.endsBefore === said.endsBefore)
      return false;
    if (before !== undefined) this.#plan.closed.push({ coverageId: before.id, endedBy: null });
    if (said !== undefined) this.#plan.warranties.push(said);
    return true;
  }

  #warrantyOf(asset: AssetRecord, account: AccountRecord, startsOn: string, endsBefore: string): CoverageRecord {
    return {
      id: this.#newId(),
      accountId: account.id,
      subjectKind: "asset",
      subjectId: asset.id,
      productId: null,
      coversParts: false,
      coversSubAccounts: false,
      service: "support",
      planId: this.#known.warrantyPlanId,
      timeZone: account.timeZone,
      yearlyMinor: 0n,
      startsOn,
      endsBefore,
      endReason: "term",
      contract: null,
    };
  }
}

/** A serial that names an asset: a placeholder such as "000000" is text and no name (COV12). */
type Serial = string & { readonly identifies: true };

function identifies(serial: string | null | undefined): serial is Serial {
  return serial !== null && serial !== undefined && !isPlaceholderSerial(serial);
}

const tagKey = (accountId: string, tag: string): string => `${accountId} ${serialPlain(tag) || nameKey(tag)}`;
