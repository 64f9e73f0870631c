import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ImportDetail, ImportReport } from "#api/imports.ts";
import { nativeDatabase, onNative } from "#test/support/database.ts";
import { callerFor, connectionFrom } from "./connection.ts";
import { getImport, listImports, uploadImport, runImport } from "#api/imports.ts";
import { listAccounts } from "#api/register.ts";
import { run } from "./run.ts";

const customers = (rows: number, letter = "K"): string =>
  `Customer Ref,Customer,Time zone,Currency\n${Array.from({ length: rows }, (_, index) => `${letter}${index},Firm ${letter}${index},Europe/Oslo,NOK\n`).join("")}`;

let folder: string;
let databaseUrl: string | undefined;
let drop: (() => Promise<void>) | undefined;
let server: ChildProcess | undefined;
const said: { out: string; err: string } = { out: "", err: "" };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ambit-import-"));
  mkdirSync(join(folder, "books"));
  if (onNative()) ({ url: databaseUrl, drop } = await nativeDatabase());
  await start();
});
afterAll(async () => {
  await end("SIGKILL");
  await drop?.();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => Object.assign(said, { out: "", err: "" }));
afterEach(() => {
  rmSync(join(folder, "books"), { recursive: true });
  mkdirSync(join(folder, "books"));
});

/** Starts the server as a person would; resolves when it answers. */
async function start(): Promise<void> {
  const main = join(import.meta.dirname, "../server/main.ts");
  const env = {
    PATH: process.env["PATH"],
    PORT: "0",
    AMBIT_DATA: folder,
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  };
  const child = spawn(process.execPath, [main, "--empty"], { env, stdio: ["ignore", "pipe", "inherit"] });
  server = child;
  let heard = "";
  for await (const chunk of child.stdout) {
    heard += String(chunk);
    if (heard.includes("Ctrl-C")) break;
  }
}

async function end(signal: NodeJS.Signals): Promise<void> {
  if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, "exit");
  server.kill(signal);
  await exited;
}

function write(name: string, content: string): void {
  writeFileSync(join(folder, "books", name), content);
}

/** `ambit import …` on the books. */
function ambitImport(...args: string[]): Promise<number> {
  const print = (line: string) => void (said.out += `${line}\n`);
  const complain = (line: string) => void (said.err += `${line}\n`);
  return run(["import", ...args], { print, complain, env: { AMBIT_DATA: folder }, inColour: false });
}

const caller = () => callerFor(connectionFrom({ AMBIT_DATA: folder }));

describe("ambit import", () => {
  test("IMP1: takes the spreadsheets of a folder and tells of each row refused", async () => {
    write("customers.csv", `${customers(2)}X1,Nowhere,Mars/Olympus,NOK\n`);
    write("contacts.csv", "Customer Ref,Name\nK1,Nora\n");
    write("~$open.xlsx", "what Excel leaves beside an open book");
    expect(await ambitImport(join(folder, "books"), "--dry-run")).toBe(0);
    expect(said.out).toContain("Nothing was changed: this was a dry run.");
    said.out = "";
    expect(await ambitImport(join(folder, "books"))).toBe(0);
    expect(said.out).toMatch(/customers\.csv +3 +2 +0 +0 +1\n/);
    expect(said.out).toContain("  customers.csv, row 4, Time zone: “Mars/Olympus” is not a time zone.");
    said.out = "";
    expect(await ambitImport(join(folder, "books", "customers.csv"), "--json")).toBe(0);
    const report = JSON.parse(said.out) as ImportReport;
    expect(report).toMatchObject({ dryRun: false, totals: { read: 3, made: 0, changed: 0, unchanged: 2, refused: 1 } });
  });

  test("IMP1: what cannot be read, or is not there, is told in words", async () => {
    write("empty.csv", "");
    expect(await ambitImport(join(folder, "books"))).toBe(1);
    expect(said.out).toContain("empty.csv was not read: This file is empty.");
    expect(await ambitImport(join(folder, "nothing"))).toBe(2);
    expect(said.err).toContain(`There is no file or folder ${join(folder, "nothing")}.`);
    expect(await ambitImport()).toBe(2);
    rmSync(join(folder, "books", "empty.csv"));
    expect(await ambitImport(join(folder, "books"))).toBe(2);
    expect(said.err).toContain("There is no .csv or .xlsx in");
  });
});

test("IMP1: an import killed in the middle leaves nothing of the file in hand, says so, and can be run again", async () => {
  const rows = 10_000;
  const form = new FormData();
  form.append("file", new Blob([customers(rows, "M")]), "many.csv");
  const { id } = await caller().upload(uploadImport, form);
  await caller().call(runImport, { params: { id }, body: { dryRun: false } });
  const look = (): Promise<ImportDetail> => caller().call(getImport, { params: { id } });
  let seen = await look();
  while (seen.status === "applying" && seen.progress?.done === 0) seen = await look();
  expect(seen).toMatchObject({ status: "applying", progress: { doing: "many.csv" } });
  await end("SIGKILL");

  await start();
  const { rows: imports } = await caller().call(listImports, {});
  expect(imports[0]).toMatchObject({ id, status: "failed" });
  expect((await look()).problem).toBe("The server stopped in the middle. Nothing of many.csv was taken; run the import again.");
  expect((await caller().call(listAccounts, { query: { q: "M39" } })).rows).toEqual([]);

  await caller().call(runImport, { params: { id }, body: { dryRun: false } });
  let after = await look();
  while (after.status === "applying") after = await look();
  expect(after).toMatchObject({ status: "applied", report: { totals: { read: rows, made: rows } } });
});
