/** A small register with what goes wrong in real ones: dates that are no dates, an O for a 0, an unknown plan, headings of one's own. */

const csv = (...lines: readonly string[]): Buffer => Buffer.from(`${lines.join("\r\n")}\r\n`);

type Handed = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };
const sheet = (name: string, ...lines: readonly string[]): Handed => ({ name, mimeType: "text/csv", buffer: csv(...lines) });

/** Eleven rows, six of them wrong. "Box" is the serial number, which no heading says: without it one asset has neither serial nor tag. */
export const badRegister: readonly Handed[] = [
  sheet(
    "customers.csv",
    "Customer Ref,Customer,Time zone,Currency",
    "CU1,Northgate Logistics,Europe/London,GBP",
    "CU2,Harbor Freight Lines,Mars/Phobos,USD",
  ),
  sheet(
    "assets.csv",
    "Box,Product,Customer Ref,Installed",
    "NGL-10001,CX-2400 switch,CU1,2024-05-02",
    "NGL-10002,CX-2400 switch,CU1,2024-02-30",
    "NGL-10003,CX-2400 switch,CU1,2024-05-02",
    "NGL-10004,CX-2400 switch,CU9,2024-05-02",
  ),
  sheet(
    "contracts.csv",
    "Contract No,Customer Ref,Support Level,Start,End,Currency,Billing",
    "SC-1,CU1,Gold,01/01/2024,31/12/2090,GBP,Annual",
    "SC-2,CU1,Platinum,01/01/2024,31/12/2090,GBP,Annual",
    "SC-3,CU1,Silver,31/04/2024,31/12/2090,GBP,Annual",
  ),
  sheet(
    "contract_lines.csv",
    "Contract No,Line,Covers,Serial No,From,To,Value p.a.",
    'SC-1,1,Asset,NGL-10001,01/01/2024,31/12/2090,"1,250.50"',
    'SC-1,2,Asset,NGL-10003,01/01/2024,31/12/2090,"12,5O0.00"',
  ),
];

/** What is called a spreadsheet and is none. */
export const noSpreadsheet: Handed = {
  name: "scan.xlsx",
  mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  buffer: Buffer.from("%PDF-1.7 this is no spreadsheet"),
};
