/** What a line covers: an asset by its serial, a product, a site or the account. */

import { isPlaceholderSerial, serialKey, serialPlain } from "#core/identification/serial.ts";
import { siteKey } from "#modules/accounts/accounts.ts";
import type { AssetRecord } from "#modules/assets/assets.ts";
import type { ContractRecord, LineRecord } from "#modules/contracts/contracts.ts";
import type { KnownLines, LineRow } from "./line-known.ts";
import { namesOf, type ProductBook } from "./product-book.ts";
import type { Sorting } from "./sorting.ts";

export type SubjectIds = Pick<LineRecord, "assetId" | "productId" | "siteId">;
/** The subject of a row, or undefined where the row is refused. */
export type Subject = (row: number, values: LineRow["values"], contract: ContractRecord) => SubjectIds | undefined;

const none: SubjectIds = { assetId: null, productId: null, siteId: null };

export function resolveSubject(known: KnownLines, book: ProductBook, sorting: Sorting): Subject {
  const assetOf = assetBySerial(known, sorting);
  return (row, values, contract) => {
    switch (values.covers) {
      case "account":
        return none;
      case "asset": {
        const asset = assetOf(row, values, contract);
        return asset && { ...none, assetId: asset.id };
      }
      case "product":
        return productOf(known, book, sorting, row, values, contract);
      case "site": {
        if (values.site === null) return missing(sorting, row, "site", "A line that covers a site names it. Fill in the site.");
        const site = known.sites.get(siteKey(contract.accountId, values.site));
        if (site !== undefined) return { ...none, siteId: site.id };
        sorting.refuse(
          row,
          "site",
          "unknown_site",
          `The customer has no site “${values.site}”. Correct it, or import an asset at that site first.`,
        );
        return undefined;
      }
    }
  };
}

function assetBySerial(
  known: KnownLines,
  sorting: Sorting,
): (row: number, values: LineRow["values"], contract: ContractRecord) => AssetRecord | undefined {
  const identified = known.assets.filter(({ serial }) => serial !== null && !isPlaceholderSerial(serial));
  const asTyped = new Map(identified.map((asset) => [serialPlain(asset.serial!), asset]));
  const asMeant = Map.groupBy(identified, ({ serial }) => serialKey(serial!));
  return (row, { serial }, contract) => {
    if (serial === null)
      return missing(
        sorting,
        row,
        "serial",
        "A line that covers an asset names its serial number. Fill it in, or say what else it covers.",
      );
    const meant = asMeant.get(serialKey(serial)) ?? [];
    const asset = asTyped.get(serialPlain(serial)) ?? (meant.length === 1 ? meant[0] : undefined);
    if (asset === undefined) return refuseSerial(known, sorting, row, serial, meant);
    if (!isOf(asset.accountId, contract.accountId, known.parents)) {
      sorting.refuse(
        row,
        "serial",
        "other_account",
        `Serial ${serial} belongs to an asset of another customer than contract ${contract.number}. Correct the serial or the contract number.`,
      );
      return undefined;
    }
    if (serialPlain(asset.serial!) !== serialPlain(serial)) {
      sorting.remark(
        row,
        "serial",
        "serial_as_meant",
        `No serial is typed ${serial}; ${asset.serial} was taken, which differs in O and 0, or I, L and 1. Correct it if another is meant.`,
      );
    }
    return asset;
  };
}

function refuseSerial(
  known: KnownLines,
  sorting: Sorting,
  row: number,
  serial: string,
  meant: readonly AssetRecord[],
): undefined {
  const near = meant.length > 0 ? meant.map((asset) => asset.serial!.trim()) : (known.near.get(serial) ?? []);
  const hint = near.length === 0 ? "Correct it, or import that asset first." : `Did you mean ${near.slice(0, 3).join(" or ")}?`;
  sorting.refuse(
    row,
    "serial",
    meant.length > 0 ? "ambiguous_serial" : "unknown_serial",
    `No asset has the serial ${serial}. ${hint}`,
  );
}

/** Whether an account is the one, or below it. */
function isOf(accountId: string, ancestorId: string, parents: ReadonlyMap<string, string>): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = accountId; at !== undefined && !seen.has(at); at = parents.get(at)) {
    if (at === ancestorId) return true;
    seen.add(at);
  }
  return false;
}

function productOf(
  known: KnownLines,
  book: ProductBook,
  sorting: Sorting,
  row: number,
  { product }: LineRow["values"],
  contract: ContractRecord,
): SubjectIds | undefined {
  if (product === null) return missing(sorting, row, "product", "A line that covers a product names it. Fill in the product.");
  const isHeld = (productId: string) => known.held.has(`${contract.accountId} ${productId}`);
  const found = book.find(null, product, isHeld);
  if (found.is === "ambiguous") {
    sorting.refuse(
      row,
      "product",
      "ambiguous_product",
      `“${product}” may be ${namesOf(found.among)}. Write its slug or part number instead.`,
    );
    return undefined;
  }
  if (!isHeld(found.product.id)) {
    sorting.remark(
      row,
      "product",
      "no_such_asset",
      `The customer has no asset of the product “${product}” yet: the line covers such assets as soon as there are any. Check the name if that is a surprise.`,
    );
  }
  return { ...none, productId: found.product.id };
}

function missing(sorting: Sorting, row: number, field: string, message: string): undefined {
  sorting.refuse(row, field, "missing", message);
}
