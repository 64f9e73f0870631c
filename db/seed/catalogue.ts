/** The invented makers and what they make: hardware with part numbers, and software down to its sessions with versions. */

import type { ProductRecord } from "#modules/products/products.ts";
import { rowsOf } from "./table.ts";

/** What goes wrong with it, and so which stories are told of it. */
export type Trouble =
  | "network"
  | "server"
  | "storage"
  | "printer"
  | "handheld"
  | "finance"
  | "logistics"
  | "factory"
  | "database";

export type Article = {
  readonly name: string;
  readonly maker: string;
  readonly kind: ProductRecord["kind"];
  readonly category: string;
  /** "" where it has none. */
  readonly partNumber: string;
  /** The name of the product that it belongs to, which stands before it; "" for none. */
  readonly parent: string;
  readonly trouble: Trouble;
  /** How serials of it begin; "" where nobody owns it by itself. */
  readonly serialPrefix: string;
  /** How often it is found at a customer's, beside the others. */
  readonly share: number;
  /** Price of a year's support, in whole euros. */
  readonly yearly: number;
};

/** Parents before what belongs to them. */
export const catalogue: readonly Article[] = rowsOf(`
  hardware    | Corvane Networks | CX-4800 aggregation switch             | CVN-CX48-48F | Switches          |                        | switch    | CVX | 5  | 620
  hardware    | Corvane Networks | CX-2400 access switch                  | CVN-CX24-24P | Switches          |                        | switch    | CVA | 16 | 180
  hardware    | Corvane Networks | Ridge 310 firewall                     | CVN-RG310    | Firewalls         |                        | firewall  | CVR | 6  | 540
  hardware    | Corvane Networks | AP-62 access point                     | CVN-AP62-E   | Wireless          |                        | wireless  | CVP | 14 | 60
  hardware    | Helixon          | HX Rack 220 server                     | HLX-R220-2S  | Servers           |                        | server    | HXR | 10 | 480
  hardware    | Helixon          | HX Rack 440 server                     | HLX-R440-4S  | Servers           |                        | server    | HXQ | 5  | 920
  hardware    | Helixon          | HX Vault 60 storage array              | HLX-V60-24   | Storage           |                        | storage   | HXV | 4  | 1850
  hardware    | Helixon          | HX Vault shelf                         | HLX-VSH-12   | Storage           |                        | storage   | HXS | 0  | 340
  hardware    | Helixon          | HX Tape 8 library                      | HLX-T8-LTO   | Backup            |                        | tape      | HXT | 3  | 410
  hardware    | Quillmark        | LabelPro 600 printer                   | QM-LP600     | Printers          |                        | labels    | QLP | 10 | 140
  hardware    | Quillmark        | QM 5200 document printer               | QM-5200DN    | Printers          |                        | printer   | QDP | 8  | 110
  hardware    | Scanmere         | H7 handheld terminal                   | SCM-H7-2D    | Handhelds         |                        | handheld  | SMH | 12 | 75
  application | Tarnsoft         | Meridian ERP                           |              | Business software |                        | finance   | MER | 7  | 9400
  package     | Tarnsoft         | Meridian Finance                       |              | Business software | Meridian ERP           | finance   |     | 0  | 0
  module      | Tarnsoft         | General Ledger                         |              | Business software | Meridian Finance       | finance   |     | 0  | 0
  module      | Tarnsoft         | Accounts Payable                       |              | Business software | Meridian Finance       | finance   |     | 0  | 0
  session     | Tarnsoft         | Print Invoices (mf4210)                |              | Business software | Accounts Payable       | finance   |     | 0  | 0
  package     | Tarnsoft         | Meridian Logistics                     |              | Business software | Meridian ERP           | logistics | MEL | 4  | 4200
  module      | Tarnsoft         | Order Management                       |              | Business software | Meridian Logistics     | logistics |     | 0  | 0
  module      | Tarnsoft         | Warehousing                            |              | Business software | Meridian Logistics     | logistics |     | 0  | 0
  session     | Tarnsoft         | Confirm Picking (ml3130)               |              | Business software | Warehousing            | logistics |     | 0  | 0
  package     | Tarnsoft         | Meridian Manufacturing                 |              | Business software | Meridian ERP           | factory   | MEM | 3  | 5100
  module      | Tarnsoft         | Shop Floor Control                     |              | Business software | Meridian Manufacturing | factory   |     | 0  | 0
  session     | Tarnsoft         | Report Operations Complete (mm2205)    |              | Business software | Shop Floor Control     | factory   |     | 0  | 0
  application | Brightfold       | Brightfold Server                      |              | Databases         |                        | database  | BFS | 6  | 2600
`).map(([kind, maker, name, partNumber, category, parent, trouble, serialPrefix, share, yearly]) => ({
  name: name!,
  maker: maker!,
  kind: kind as Article["kind"],
  category: category!,
  partNumber: partNumber!,
  parent: parent!,
  trouble: trouble as Trouble,
  serialPrefix: serialPrefix!,
  share: Number(share),
  yearly: Number(yearly),
}));

/** A version; its days are counted in months from today, those past below zero. */
export type Release = {
  readonly of: string;
  readonly name: string;
  readonly released: number;
  readonly supportEnds: number;
  readonly endOfLife: number;
  readonly longTerm: boolean;
};

export const releases: readonly Release[] = rowsOf(`
  Meridian ERP           | 9.4  | -74 | -26 | -4 |
  Meridian ERP           | 10.1 | -46 | 2   | 20 | long term
  Meridian ERP           | 10.2 | -28 | 14  | 30 |
  Meridian ERP           | 11.0 | -9  | 39  | 63 | long term
  Meridian Logistics     | 10.1 | -46 | 2   | 20 | long term
  Meridian Logistics     | 10.2 | -28 | 14  | 30 |
  Meridian Manufacturing | 10.1 | -46 | 2   | 20 | long term
  Meridian Manufacturing | 11.0 | -9  | 39  | 63 | long term
  Brightfold Server      | 14   | -50 | -2  | 10 |
  Brightfold Server      | 15   | -38 | 10  | 22 |
  Brightfold Server      | 16   | -14 | 34  | 46 | long term
  Ridge 310 firewall     | 7.2  | -40 | -5  | 7  |
  Ridge 310 firewall     | 8.0  | -17 | 19  | 31 |
`).map(([of, name, released, supportEnds, endOfLife, longTerm]) => ({
  of: of!,
  name: name!,
  released: Number(released),
  supportEnds: Number(supportEnds),
  endOfLife: Number(endOfLife),
  longTerm: longTerm !== "",
}));
