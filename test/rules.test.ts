import { expect, test } from "vitest";
import { testFiles, textFiles } from "./house/files.ts";
import { rulesStated, rulesTested } from "./house/rules.ts";

const specs = textFiles().filter(({ path }) => /^src\/.*\/SPEC\.md$/.test(path));
const stated = new Map(specs.flatMap((spec) => rulesStated(spec).map((rule) => [rule, spec.path] as const)));
const tests = testFiles().filter(({ path }) => path !== "test/rules.test.ts");
const tested = new Map(tests.flatMap((file) => rulesTested(file).map((rule) => [rule, file.path] as const)));

test("there are rules, and they are found", () => {
  expect([...stated.keys()]).toContain("CAL3");
});

test("every rule that a SPEC.md states has a test whose name begins with it", () => {
  const untested = [...stated].filter(([rule]) => !tested.has(rule)).map(([rule, path]) => `${rule} (${path})`);
  expect(untested).toEqual([]);
});

test("every test that names a rule names one that a SPEC.md states", () => {
  const unstated = [...tested].filter(([rule]) => !stated.has(rule)).map(([rule, path]) => `${rule} (${path})`);
  expect(unstated).toEqual([]);
});

test("each rule is stated in one SPEC.md only", () => {
  const all = specs.flatMap((spec) => rulesStated(spec));
  expect(all.filter((rule, index) => all.indexOf(rule) !== index)).toEqual([]);
});

test("a rule is found however a SPEC.md marks it, and not in the middle of a sentence", () => {
  const text = "# Coverage\n\n## COV1 Coverage says\n- COV2: never overlap\n- **COV3** days\n| COV4 | midnight |\nas COV9 says\n";
  expect(rulesStated({ path: "SPEC.md", text })).toEqual(["COV1", "COV2", "COV3", "COV4"]);
});

test("a test's rule is found however the test is written", () => {
  const text = [
    `test("CAL1: plain", () => {});`,
    "it(`CAL2: template`, () => {});",
    `test.each([f("x"), g(3)])("CAL3: table", () => {});`,
    `test("not first CAL4", () => {});`,
    `test("UTC8 looks like one, and so must be stated", () => {});`,
    `test(\n  "CAL5: on the next line", () => {});`,
  ].join("\n");
  expect(rulesTested({ path: "x.test.ts", text })).toEqual(["CAL1", "CAL2", "CAL3", "UTC8", "CAL5"]);
});
