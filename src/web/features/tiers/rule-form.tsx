import { ActionIcon, Button, Modal, NativeSelect, Switch, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { CallProblem } from "#api/client.ts";
import { changeTierRule, createTierRule, listTierProposals, listTierRules } from "#api/tiers.ts";
import { Chips, ChoiceField } from "#web/domain/admits/choice-field.tsx";
import { ProductChoice } from "#web/domain/admits/product-choice.tsx";
import { plansRead } from "#web/domain/plan-terms/use-plan-terms.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useWrite } from "#web/query/writes.ts";
import type { Rule } from "./rule-card.tsx";
import { keyOf, newRule, ruleDraftOf, ruleOf, type RuleDraft, type RuleFaults } from "./rule-draft.ts";
import styles from "./tiers.module.css";

type Props = { readonly rule: Rule | null; readonly onClose: () => void };

/** A tier rule as a form: what is counted, and from how many on which plan is called for. */
export function RuleForm({ rule, onClose }: Props) {
  const [draft, setDraft] = useState(() => (rule ? ruleDraftOf(rule) : newRule));
  const [tried, setTried] = useState(false);
  const change = (changes: Partial<RuleDraft>): void => setDraft((now) => ({ ...now, ...changes }));
  const { rule: written, faults: missing } = ruleOf(draft);
  const { write, error, isPending } = useWriting(rule, onClose);
  const faults: RuleFaults = { ...refusedAt(error), ...(tried ? missing : {}) };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (written) write(written);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={rule ? `The rule for ${rule.noun}` : "New tier rule"}
      size="xl"
    >
      <form className={styles["form"]} onSubmit={submit} aria-label="Tier rule" noValidate>
        <div className={styles["pair"]}>
          <TextInput
            label="What is counted"
            description="In the plural, as a proposal says it: computers"
            inputWrapperOrder={["label", "input", "description", "error"]}
            required
            data-autofocus
            maxLength={60}
            value={draft.noun}
            error={faults.noun}
            onChange={({ currentTarget: { value } }) => change({ noun: value })}
          />
          <TextInput
            label="Called by programs"
            placeholder={keyOf(draft.noun)}
            maxLength={60}
            value={draft.key}
            error={faults.key}
            onChange={({ currentTarget: { value } }) => change({ key: value })}
          />
        </div>
        <ProductChoice
          label="Counts"
          words={{ any: "All that is covered", only: "Only these" }}
          choice={draft.counts}
          fault={faults.counts}
          onChange={(counts) => change({ counts })}
        />
        <Lines draft={draft} faults={faults} onChange={change} />
        <MovesField draft={draft} fault={faults.moves} onChange={change} />
        <Switch
          label="Proposes"
          description="Switched off, it proposes nothing; nothing is ever changed by it alone"
          checked={draft.active}
          onChange={({ currentTarget: { checked } }) => change({ active: checked })}
        />
        {error && <ProblemNotice error={error} doing="writing" />}
        <div className={styles["formActions"]}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending}>
            Save rule
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function useWriting(rule: Rule | null, onClose: () => void) {
  const stale = [listTierRules, listTierProposals];
  const making = useWrite(createTierRule, { stale });
  const changing = useWrite(changeTierRule, { stale });
  const write = (body: NonNullable<ReturnType<typeof ruleOf>["rule"]>): void => {
    if (rule === null) making.mutate({ body }, { onSuccess: onClose });
    else
      changing.mutate({ params: { id: rule.id }, headers: { "if-match": `"${rule.revision}"` }, body }, { onSuccess: onClose });
  };
  return { write, error: making.error ?? changing.error, isPending: making.isPending || changing.isPending };
}

/** What a refusal says of the rule, at its fields. */
function refusedAt(error: unknown): RuleFaults {
  if (!(error instanceof CallProblem)) return {};
  return Object.fromEntries(
    (error.problem.errors ?? []).map(({ pointer, message }) => {
      const [, , field = "", ...below] = pointer.split("/");
      return [field === "tiers" ? [field, ...below].join("/") : field, message];
    }),
  );
}

type FieldProps = {
  readonly draft: RuleDraft;
  readonly onChange: (changes: Partial<RuleDraft>) => void;
};

function Lines({ draft: { tiers, noun }, faults, onChange }: FieldProps & { faults: RuleFaults }) {
  const change = (at: number, changes: Partial<RuleDraft["tiers"][number]>): void =>
    onChange({ tiers: tiers.map((tier, index) => (index === at ? { ...tier, ...changes } : tier)) });
  return (
    <fieldset className={styles["lines"]}>
      <legend>Lines</legend>
      {tiers.map((tier, index) => (
        <div key={index} className={styles["line"]}>
          <TextInput
            label={index === 0 ? "At least" : undefined}
            aria-label={`Line ${index + 1}: at least so many ${noun}`}
            inputMode="numeric"
            size="sm"
            value={tier.atLeast}
            error={faults[`tiers/${index}/atLeast`]}
            onChange={({ currentTarget: { value } }) => change(index, { atLeast: value })}
          />
          <PlanSelect
            label={index === 0 ? "Plan" : undefined}
            name={`Line ${index + 1}: plan`}
            value={tier.planId}
            fault={faults[`tiers/${index}/planId`]}
            onChange={(planId) => change(index, { planId })}
          />
          <ActionIcon
            className={styles["remove"]}
            data-first={index === 0 || undefined}
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Remove line ${index + 1}`}
            onClick={() => onChange({ tiers: tiers.filter((_, at) => at !== index) })}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {faults.tiers && <p className={styles["bad"]}>{faults.tiers}</p>}
      <Button
        variant="default"
        size="compact-sm"
        className={styles["add"] ?? ""}
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={() => onChange({ tiers: [...tiers, { atLeast: "", planId: "" }] })}
      >
        Line
      </Button>
    </fieldset>
  );
}

type PlanProps = {
  readonly label: string | undefined;
  readonly name: string;
  readonly value: string;
  readonly fault: string | undefined;
  readonly onChange: (planId: string) => void;
};

function PlanSelect({ label, name, value, fault, onChange }: PlanProps) {
  const { data } = useQuery(plansRead);
  const offered = (data?.rows ?? []).filter(({ id, retiredAt }) => retiredAt === null || id === value);
  return (
    <NativeSelect
      label={label}
      aria-label={name}
      size="sm"
      data={[{ value: "", label: "Choose a plan" }, ...offered.map((plan) => ({ value: plan.id, label: plan.name }))]}
      value={value}
      error={fault}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

/** Whose contracts it speaks for: those under its own plans always. */
function MovesField({ draft: { moves }, fault, onChange }: FieldProps & { fault: string | undefined }) {
  const { data } = useQuery(plansRead);
  return (
    <ChoiceField
      label="Moves from"
      words={{ any: "Any plan", only: "These and its own" }}
      choice={moves}
      fault={fault}
      onChange={(next) => onChange({ moves: next })}
    >
      <Chips
        label="Plans that it moves"
        options={(data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        chosen={moves.only}
        onChange={(only) => onChange({ moves: { ...moves, only } })}
      />
    </ChoiceField>
  );
}
