/** The product master: products by slug, device types by maker and model, versions by product and name. */

import { nameKey } from "#core/identification/keys.ts";
import type { ProductRecord, ProductVersionRecord } from "#modules/products/products.ts";
import type { ReadRow } from "../kinds/kind.ts";
import type { deviceTypes, products, productVersions } from "../kinds/kinds.ts";
import { sameRecord } from "./same.ts";
import type { Sorting } from "./sorting.ts";

/** The products to write. One that an asset list named before by its slug or its title becomes this one. */
export function planProducts(
  rows: readonly ReadRow<(typeof products)["fields"]>[],
  known: readonly ProductRecord[],
  sorting: Sorting,
  newId: () => string,
): ProductRecord[] {
  const bySlug = new Map(known.filter(({ slug }) => slug !== null).map((product) => [product.slug!, product]));
  const nameless = new Map(
    known.filter(({ slug, maker }) => slug === null && maker === "").map((product) => [nameKey(product.name), product]),
  );
  const titles = new Map(known.filter(({ maker }) => maker === "").map((product) => [nameKey(product.name), product]));
  return rows.flatMap(({ row, values }) => {
    const before = bySlug.get(values.slug) ?? nameless.get(nameKey(values.title)) ?? nameless.get(nameKey(values.slug));
    const holder = titles.get(nameKey(values.title));
    if (holder !== undefined && holder !== before && holder.slug !== values.slug) {
      sorting.refuse(
        row,
        "title",
        "name_taken",
        `“${values.title}” is already the name of ${holder.slug ?? "another product"}. Give one of the two another name.`,
      );
      return [];
    }
    if (sorting.isRepeat(row, "slug", `product ${values.slug}`, `Product ${values.slug}`, values)) return [];
    const record: ProductRecord = {
      id: before?.id ?? newId(),
      parentId: before?.parentId ?? null,
      kind: values.category === "device" ? "hardware" : (before?.kind ?? "application"),
      maker: "",
      name: values.title,
      slug: values.slug,
      partNumber: before?.partNumber ?? null,
      category: sorting.kept("category", values.category, before?.category),
    };
    titles.set(nameKey(record.name), record);
    return settled(before, record, sorting);
  });
}

/** The hardware to write. The same model listed twice is one product, whatever list it was in. */
export function planDeviceTypes(
  rows: readonly ReadRow<(typeof deviceTypes)["fields"]>[],
  known: readonly ProductRecord[],
  sorting: Sorting,
  newId: () => string,
): ProductRecord[] {
  const byModel = new Map(known.map((product) => [modelKey(product.maker, product.name), product]));
  return rows.flatMap(({ row, values: { category, ...values } }) => {
    const key = modelKey(values.maker, values.model);
    if (sorting.isRepeat(row, "model", `device ${key}`, `${values.maker} ${values.model}`, values)) return [];
    const before = byModel.get(key);
    const record: ProductRecord = {
      id: before?.id ?? newId(),
      parentId: before?.parentId ?? null,
      kind: "hardware",
      maker: values.maker,
      name: values.model,
      slug: sorting.kept("slug", values.slug, before?.slug) ?? before?.slug ?? null,
      partNumber: sorting.kept("partNumber", values.partNumber, before?.partNumber),
      category: sorting.kept("category", category, before?.category),
    };
    return settled(before, record, sorting);
  });
}

const modelKey = (maker: string, model: string): string => `${nameKey(maker)}\n${nameKey(model)}`;

export type KnownVersions = { readonly products: readonly ProductRecord[]; readonly versions: readonly ProductVersionRecord[] };

/** The versions to write, their lifecycle as the source has it: a day, yes, no, or unknown. */
export function planProductVersions(
  rows: readonly ReadRow<(typeof productVersions)["fields"]>[],
  known: KnownVersions,
  sorting: Sorting,
  newId: () => string,
): ProductVersionRecord[] {
  const bySlug = new Map(known.products.filter(({ slug }) => slug !== null).map((product) => [product.slug!, product]));
  const byName = new Map(known.versions.map((version) => [`${version.productId} ${version.name}`, version]));
  return rows.flatMap(({ row, values }) => {
    const product = bySlug.get(values.product);
    if (product === undefined) {
      sorting.refuse(
        row,
        "product",
        "unknown_product",
        `No product has the slug “${values.product}”. Correct it, or import that product first.`,
      );
      return [];
    }
    if (sorting.isRepeat(row, "cycle", `version ${product.id} ${values.cycle}`, `${values.product} ${values.cycle}`, values))
      return [];
    const before = byName.get(`${product.id} ${values.cycle}`);
    const record: ProductVersionRecord = {
      id: before?.id ?? newId(),
      productId: product.id,
      name: values.cycle,
      label: sorting.kept("label", values.label, before?.label),
      releasedOn: sorting.kept("releasedOn", values.releasedOn, before?.releasedOn),
      activeSupportEnds: sorting.kept("activeSupport", values.activeSupport, before?.activeSupportEnds),
      endOfLife: sorting.kept("endOfLife", values.endOfLife, before?.endOfLife),
      extendedSupportEnds: sorting.kept("extendedSupport", values.extendedSupport, before?.extendedSupportEnds),
      discontinued: sorting.kept("discontinued", values.discontinued, before?.discontinued),
      // A day says from when on it is supported for long: that it is.
      longTerm: sorting.has("longTerm")
        ? typeof values.longTerm === "string"
          ? true
          : values.longTerm
        : (before?.longTerm ?? null),
      latest: sorting.kept("latest", values.latest, before?.latest),
      latestOn: sorting.kept("latestOn", values.latestOn, before?.latestOn),
    };
    return settled(before, record, sorting);
  });
}

function settled<T extends object>(before: T | undefined, record: T, sorting: Sorting): T[] {
  if (sameRecord(before, record)) {
    sorting.take("unchanged");
    return [];
  }
  sorting.take(before === undefined ? "made" : "changed");
  return [record];
}
