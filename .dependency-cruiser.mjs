// The rules of dependence, enforced: which folder may import what. The module graph itself is the table in modules.mjs.
import { MODULES } from "./modules.mjs";

const TEST = "\\.(test|bench|oracle)\\.tsx?$";
const NPM = "(^|/)node_modules/";
const NODE = "^(node:)?[a-z_]+(/promises|/web|/types)?$";
const SHELL = "^src/server/[^/]+\\.ts$"; // main, compose and their like: they put everything together

const frontDoor = (name) => `^src/server/modules/${name}/${name}\\.ts$`;
const FRONT_DOORS = Object.keys(MODULES).map(frontDoor);
const npm = (...names) => `(^|/)node_modules/(@types/)?(${names.join("|")})/`;

/** A folder may import only what is listed; its tests may also import the test support, any front door and npm. */
const only = (name, comment, from, mayImport) => [
  {
    name,
    comment,
    severity: "error",
    from: { path: from, pathNot: TEST },
    to: { pathNot: mayImport },
  },
  {
    name: `${name}-in-tests`,
    comment: `${comment} Its tests may import test support, packages and any front door besides: what they need to stand is made the usual way.`,
    severity: "error",
    from: { path: `${from}.*${TEST}` },
    to: { pathNot: [...mayImport, "^test/", ...FRONT_DOORS, NPM], dependencyTypesNot: ["core"] },
  },
];

const moduleRules = Object.entries(MODULES).flatMap(([name, listed]) =>
  only(
    `module-${name}`,
    `The module ${name} may import platform, api, core, and of other modules only the front doors of: ${listed.join(", ") || "none"}.`,
    `^src/server/modules/${name}/`,
    [
      `^src/server/modules/${name}/`,
      ...listed.map(frontDoor),
      "^src/server/platform/",
      "^src/(api|core)/",
      "^db/types\\.gen\\.ts$",
      NPM,
      NODE,
    ],
  ),
);

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "resolves",
      comment: "Every import leads to a file.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-circles",
      comment: "No file leads back to itself.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphans",
      comment: "Every file is reached by something, or reaches something.",
      severity: "error",
      from: { orphan: true, path: "^(src|db)/", pathNot: [TEST, "\\.d\\.ts$", "^src/web/public/"] },
      to: {},
    },
    ...only("core-is-pure", "Core imports only core.", "^src/core/", ["^src/core/"]),
    ...only("api-is-the-wire", "The wire imports core and zod.", "^src/api/", ["^src/(api|core)/", npm("zod")]),
    {
      name: "platform-knows-no-module",
      comment: "The platform imports api, core and packages.",
      severity: "error",
      from: { path: "^src/server/platform/", pathNot: TEST },
      to: { path: "^(src|db|test|scripts)/", pathNot: ["^src/server/platform/", "^src/(api|core)/", "^db/types\\.gen\\.ts$"] },
    },
    {
      name: "module-is-listed",
      comment: "Every module stands in modules.mjs.",
      severity: "error",
      from: { path: "^src/server/modules/", pathNot: Object.keys(MODULES).map((name) => `^src/server/modules/${name}/`) },
      to: {},
    },
    ...moduleRules,
    {
      name: "module-goes-through-platform",
      comment: "A module reaches the database, the web server and the job queue through the platform.",
      severity: "error",
      from: { path: "^src/server/modules/", pathNot: TEST },
      to: { path: npm("pg", "fastify", "pg-boss", "@electric-sql/pglite") },
    },
    {
      name: "front-doors-only",
      comment: "What puts the server together, fills it or tests it uses the modules' front doors, routes and jobs.",
      severity: "error",
      from: { path: [SHELL, "^db/"] },
      to: { path: "^src/server/modules/([^/]+)/", pathNot: "^src/server/modules/([^/]+)/(\\1|routes|jobs|permissions)\\.ts$" },
    },
    {
      name: "web-and-cli-know-the-wire",
      comment: "Pages and command line know the server by its wire alone.",
      severity: "error",
      from: { path: "^src/(web|cli)/", pathNot: TEST },
      to: {
        path: ["^src/server/", "^(db|test|scripts|bench)/", npm("pg", "fastify", "kysely", "pg-boss", "@electric-sql/pglite")],
      },
    },
    {
      name: "web-and-cli-are-strangers",
      comment: "Pages and command line share api and core, nothing else.",
      severity: "error",
      from: { path: "^src/(web|cli)/" },
      to: { path: "^src/(web|cli)/", pathNot: "^src/$1/" },
    },
    {
      name: "web-runs-in-a-browser",
      comment: "Pages use nothing of Node's.",
      severity: "error",
      from: { path: "^src/web/", pathNot: TEST },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "features-are-strangers",
      comment: "A feature of the pages knows the design system, the wire and core, not another feature.",
      severity: "error",
      from: { path: "^src/web/features/([^/]+)/" },
      to: { path: "^src/web/features/", pathNot: "^src/web/features/$1/" },
    },
    {
      name: "design-system-knows-no-domain",
      comment: "The design system knows no feature and no wire.",
      severity: "error",
      from: { path: "^src/web/ui/" },
      to: { path: "^src/", pathNot: "^src/web/ui/" },
    },
    {
      name: "nothing-imports-a-test",
      comment: "What is shipped does not import what tests it.",
      severity: "error",
      from: { path: "^src/", pathNot: TEST },
      to: { path: [TEST, "^test/", "^bench/"] },
    },
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^dist/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
      mainFields: ["module", "main", "types"],
    },
  },
};
