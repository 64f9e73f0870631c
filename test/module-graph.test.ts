import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MODULES } from "../modules.mjs";
import { at } from "../scripts/ready/place.mjs";

/** A project that keeps every rule; each fault below is planted into it. */
const SOUND: Record<string, string> = {
  "package.json": readFileSync(at("package.json"), "utf8"),
  ...Object.fromEntries(
    ["pg", "fastify", "zod", "kysely"].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", type: "module", exports: "./index.js" })],
      [`node_modules/${name}/index.js`, "export default 1;\n"],
    ]),
  ),
  "src/core/index.ts": `export { day } from "./time/day.ts";\n`,
  "src/core/time/day.ts": `export const day = 1;\n`,
  "src/api/tickets.ts": `import zod from "zod";\nimport { day } from "#core/index.ts";\nexport const ticket = [zod, day];\n`,
  "src/server/platform/db.ts": `import pg from "pg";\nexport const db = pg;\n`,
  "src/server/modules/accounts/accounts.ts": `import { store } from "./store.ts";\nexport const accounts = store;\n`,
  "src/server/modules/accounts/store.ts": `import kysely from "kysely";\nimport { db } from "#platform/db.ts";\nexport const store = [kysely, db];\n`,
  "src/server/modules/assets/assets.ts": `import { accounts } from "#modules/accounts/accounts.ts";\nexport const assets = accounts;\n`,
  "src/server/main.ts": `import { assets } from "#modules/assets/assets.ts";\nexport const main = assets;\n`,
  "src/web/ui/button.tsx": `import zod from "zod";\nexport const button = zod;\n`,
  "src/web/features/tickets/page.tsx": `import { ticket } from "#api/tickets.ts";\nexport const page = ticket;\n`,
  "src/cli/main.ts": `import { ticket } from "#api/tickets.ts";\nexport const main = ticket;\n`,
  "test/support/world.ts": `export const world = 1;\n`,
};

const FAULTS: readonly { readonly what: string; readonly rule: string; readonly file: string; readonly imports: string }[] = [
  { what: "core importing the wire", rule: "core-is-pure", file: "src/core/bad-wire.ts", imports: "#api/tickets.ts" },
  { what: "core importing a package", rule: "core-is-pure", file: "src/core/bad-npm.ts", imports: "zod" },
  { what: "core importing Node", rule: "core-is-pure", file: "src/core/bad-node.ts", imports: "node:fs" },
  { what: "the wire importing the server", rule: "api-is-the-wire", file: "src/api/bad.ts", imports: "#platform/db.ts" },
  { what: "the wire importing another package", rule: "api-is-the-wire", file: "src/api/bad-npm.ts", imports: "kysely" },
  {
    what: "the platform importing a module",
    rule: "platform-knows-no-module",
    file: "src/server/platform/bad.ts",
    imports: "#modules/accounts/accounts.ts",
  },
  {
    what: "a module importing one above it",
    rule: "module-accounts",
    file: "src/server/modules/accounts/bad.ts",
    imports: "#modules/tickets/tickets.ts",
  },
  {
    what: "a module importing past a front door",
    rule: "module-assets",
    file: "src/server/modules/assets/bad.ts",
    imports: "#modules/accounts/store.ts",
  },
  {
    what: "a module importing the driver",
    rule: "module-goes-through-platform",
    file: "src/server/modules/plans/plans.ts",
    imports: "pg",
  },
  {
    what: "a module importing the web server",
    rule: "module-goes-through-platform",
    file: "src/server/modules/tickets/tickets.ts",
    imports: "fastify",
  },
  {
    what: "a module that the table does not list",
    rule: "module-is-listed",
    file: "src/server/modules/stray/stray.ts",
    imports: "#platform/db.ts",
  },
  {
    what: "main importing a module's SQL",
    rule: "front-doors-only",
    file: "src/server/bad.ts",
    imports: "#modules/accounts/store.ts",
  },
  { what: "a page importing the server", rule: "web-and-cli-know-the-wire", file: "src/web/bad.ts", imports: "#platform/db.ts" },
  { what: "the command line importing the driver", rule: "web-and-cli-know-the-wire", file: "src/cli/bad.ts", imports: "pg" },
  {
    what: "the command line importing a page",
    rule: "web-and-cli-are-strangers",
    file: "src/cli/bad-web.ts",
    imports: "../web/ui/button.tsx",
  },
  { what: "a page importing Node", rule: "web-runs-in-a-browser", file: "src/web/bad-node.ts", imports: "node:fs" },
  {
    what: "a feature importing another",
    rule: "features-are-strangers",
    file: "src/web/features/assets/bad.ts",
    imports: "../tickets/page.tsx",
  },
  {
    what: "the design system importing the wire",
    rule: "design-system-knows-no-domain",
    file: "src/web/ui/bad.ts",
    imports: "#api/tickets.ts",
  },
  {
    what: "shipped code importing test support",
    rule: "nothing-imports-a-test",
    file: "src/cli/bad-test.ts",
    imports: "#test/support/world.ts",
  },
  { what: "a circle", rule: "no-circles", file: "src/core/time/circle-back.ts", imports: "./circle.ts" },
  { what: "an import that leads nowhere", rule: "resolves", file: "src/api/bad-path.ts", imports: "#core/nowhere.ts" },
];

const folder = mkdtempSync(join(tmpdir(), "ambit-graph-"));
const sound = join(folder, "sound");
const faulty = join(folder, "faulty");

beforeAll(() => {
  plant(sound, SOUND);
  plant(faulty, {
    ...SOUND,
    ...Object.fromEntries(FAULTS.map(({ file, imports }) => [file, `import * as it from "${imports}";\nexport default it;\n`])),
    "src/core/time/circle.ts": `import * as it from "./circle-back.ts";\nexport default it;\n`,
    "src/core/orphan.ts": "export default 1;\n",
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the rules of dependence", () => {
  test("let a sound project pass", () => {
    expect(violations(sound)).toEqual([]);
  });

  test("refuse every fault planted, and only those", () => {
    const found = violations(faulty);
    for (const { what, rule, file } of FAULTS) expect(found, what).toContain(`${rule}: ${file}`);
    expect(found).toContain("no-orphans: src/core/orphan.ts");
    const planted = new Set([...FAULTS.map(({ file }) => file), "src/core/orphan.ts", "src/core/time/circle.ts"]);
    expect(found.filter((violation) => !planted.has(violation.split(": ")[1]!))).toEqual([]);
  });
});

describe("the module graph", () => {
  test("names only modules that it lists", () => {
    const named = Object.values(MODULES).flat();
    expect(named.filter((name) => !(name in MODULES))).toEqual([]);
  });

  test("lists every module there is, and each has its front door", () => {
    const modules = readdirSync(at("src/server/modules"));
    expect(modules.filter((name) => !(name in MODULES))).toEqual([]);
    expect(modules.filter((name) => !existsSync(at("src/server/modules", name, `${name}.ts`)))).toEqual([]);
  });

  test("goes down only: no module is listed before one that it imports", () => {
    const order = Object.keys(MODULES);
    const upward = Object.entries(MODULES).flatMap(([name, imports]) =>
      imports.filter((other) => order.indexOf(other) >= order.indexOf(name)).map((other) => `${name} → ${other}`),
    );
    expect(upward).toEqual([]);
  });
});

function plant(place: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), text);
  }
}

/** What the project's own rules say of another tree: "rule: file", sorted. */
function violations(place: string): string[] {
  const cruise = at("node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const args = [cruise, "src", "--config", at(".dependency-cruiser.mjs"), "--output-type", "json"];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: place, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  if (!stdout.startsWith("{")) throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string }; from: string }[] } };
  return summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`).toSorted();
}
