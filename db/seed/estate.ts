/** What the invented customers have: accounts, sites, contacts, products and assets, drawn once from a seed. */

import type { AccountRecord, ContactRecord, SiteRecord } from "#modules/accounts/accounts.ts";
import type { AssetRecord } from "#modules/assets/assets.ts";
import type { ProductRecord, ProductVersionRecord } from "#modules/products/products.ts";
import { type Article, catalogue, releases } from "./catalogue.ts";
import { companies, type Company } from "./companies.ts";
import type { Random } from "./random.ts";

export type Placed = AssetRecord & {
  readonly serial: string;
  readonly installedOn: string;
  readonly article: Article;
  readonly siteName: string;
};

export type Customer = {
  readonly company: Company;
  readonly account: AccountRecord;
  readonly sites: readonly SiteRecord[];
  readonly contacts: readonly ContactRecord[];
  readonly assets: readonly Placed[];
};

export type Estate = {
  readonly customers: readonly Customer[];
  readonly products: readonly ProductRecord[];
  readonly versions: readonly ProductVersionRecord[];
};

/** The day and instant from which everything is reckoned, and the chance that draws it. */
export type Draw = { readonly random: Random; readonly now: Temporal.Instant; readonly today: Temporal.PlainDate };

export function drawEstate(draw: Draw): Estate {
  const products = productsOf(draw);
  const productIds = new Map(products.map(({ name, id }) => [name, id]));
  const accountIds = new Map(companies.map(({ name }) => [name, draw.random.id(draw.now)]));
  const serials = new Set<string>();
  const customers = companies.map((company, index): Customer => {
    const id = accountIds.get(company.name)!;
    const reference = `AC${1001 + index}`;
    const { name, timeZone, currency } = company;
    const account = { id, reference, name, parentId: accountIds.get(company.parent) ?? null, timeZone, currency };
    const sites = company.sites.map((site) => ({ id: draw.random.id(draw.now), accountId: id, name: site }));
    return {
      company,
      account,
      sites,
      contacts: contactsOf(draw, company, id),
      assets: assetsOf(draw, { company, account, sites }, productIds, serials),
    };
  });
  return { customers, products, versions: versionsOf(draw, productIds) };
}

function productsOf({ random, now }: Draw): ProductRecord[] {
  const ids = new Map(catalogue.map(({ name }) => [name, random.id(now)]));
  return catalogue.map(({ name, maker, kind, partNumber, category, parent }) => ({
    id: ids.get(name)!,
    parentId: ids.get(parent) ?? null,
    kind,
    maker,
    name,
    slug: kind === "application" ? name.toLowerCase().replaceAll(" ", "-") : null,
    partNumber: partNumber === "" ? null : partNumber,
    category,
  }));
}

function versionsOf({ random, now, today }: Draw, productIds: ReadonlyMap<string, string>): ProductVersionRecord[] {
  const day = (months: number): string => today.add({ months }).with({ day: 15 }).toString();
  return releases.map(({ of, name, released, supportEnds, endOfLife, longTerm }) => ({
    id: random.id(now),
    productId: productIds.get(of)!,
    name,
    label: null,
    releasedOn: day(released),
    activeSupportEnds: day(supportEnds),
    endOfLife: day(endOfLife),
    extendedSupportEnds: longTerm ? day(endOfLife + 12) : null,
    discontinued: null,
    longTerm,
    latest: `${name}.${random.int(2, 14)}`,
    latestOn: day(Math.min(-1, endOfLife)),
  }));
}

function contactsOf({ random, now }: Draw, company: Company, accountId: string): ContactRecord[] {
  const lines = random.some(
    Array.from({ length: 90 }, (_, index) => index + 10),
    company.people.length,
  );
  return company.people.map((name, index) => ({
    id: random.id(now),
    accountId,
    name,
    email: `${addressName(name)}@${company.domain}`,
    phone: `${company.dials} 01${lines[index]}`,
    namedCaller: index < 2,
  }));
}

/** "Hélène Garrigue" as helene.garrigue. */
function addressName(name: string): string {
  const plain = name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z ]/g, "")
    .split(" ");
  return `${plain[0]}.${plain.at(-1)}`;
}

type Owner = Pick<Customer, "company" | "account" | "sites">;

/** Whole sets first (an application wherever there is room for one), then whatever is common; each storage array has a shelf as a part. */
function assetsOf(draw: Draw, owner: Owner, productIds: ReadonlyMap<string, string>, serials: Set<string>): Placed[] {
  const { random } = draw;
  const weighted = catalogue.filter(({ share }) => share > 0).map((article) => [article, article.share] as const);
  const shelf = catalogue.find(({ name }) => name === "HX Vault shelf")!;
  const application = catalogue.find(({ name }) => name === "Meridian ERP")!;
  const assets: Placed[] = [];
  const place = (article: Article, parent: Placed | null): Placed => {
    const asset = drawAsset(draw, owner, article, parent, productIds, serials, assets.length + 1);
    assets.push(asset);
    return asset;
  };
  if (owner.company.assets >= 18) place(application, null);
  while (assets.length < owner.company.assets) {
    const asset = place(random.weighted(weighted), null);
    if (asset.article.name === "HX Vault 60 storage array" && assets.length < owner.company.assets) place(shelf, asset);
  }
  return assets;
}

function drawAsset(
  { random, now, today }: Draw,
  { account, sites }: Owner,
  article: Article,
  parent: Placed | null,
  productIds: ReadonlyMap<string, string>,
  serials: Set<string>,
  number: number,
): Placed {
  const site = parent === null ? random.pick(sites) : sites.find(({ id }) => id === parent.siteId)!;
  const age = parent === null ? random.int(25, 1900) : Temporal.PlainDate.from(parent.installedOn).until(today).days;
  const versions = releases.filter(({ of }) => of === article.name);
  return {
    id: random.id(now),
    accountId: account.id,
    siteId: site.id,
    siteName: site.name,
    productId: productIds.get(article.name)!,
    parentId: parent?.id ?? null,
    version: versions.length === 0 ? null : random.pick(versions).name,
    serial: drawSerial(random, article.serialPrefix, serials),
    tag: `${account.reference}-${String(number).padStart(3, "0")}`,
    environment:
      article.kind === "hardware"
        ? null
        : random.weighted([
            ["Production", 5],
            ["Test", 2],
            ["Development", 1],
          ]),
    status: age > 1400 && random.chance(0.2) ? "retired" : random.chance(0.04) ? "spare" : "in_use",
    installedOn: today.subtract({ days: age }).toString(),
    article,
  };
}

/** Such as CVA48213K: no letters that are taken for digits, and none that another serial already is. */
function drawSerial(random: Random, prefix: string, taken: Set<string>): string {
  const serial = `${prefix}${random.int(10_000, 99_999)}${random.pick([..."ABCDEFGHJKMNPRSTUVWXYZ"])}`;
  if (taken.has(serial)) return drawSerial(random, prefix, taken);
  taken.add(serial);
  return serial;
}
