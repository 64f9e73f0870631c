import { Button, Checkbox, Modal, NativeSelect, Radio, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { channel as channelSchema } from "#api/values.ts";
import { Chips, ChoiceField } from "#web/domain/admits/choice-field.tsx";
import { admitsOf, choiceOf, type Choice } from "#web/domain/admits/choice.ts";
import { channelName, severityLevels } from "#web/domain/channel-words.ts";
import { confidenceFrom, confidenceWords } from "#web/domain/confidence/confidence-words.ts";
import { handlings, handlingOrder } from "#web/domain/policy/handling-words.ts";
import { AccountsField } from "./accounts-field.tsx";
import styles from "./policy.module.css";
import type { Handling, Rule } from "./policy-words.ts";

type Props = {
  readonly rule: Rule;
  /** The names of the other rules. */
  readonly taken: readonly string[];
  readonly plans: readonly { readonly id: string; readonly name: string }[];
  readonly onClose: () => void;
  readonly onDone: (rule: Rule) => void;
};

/** A rule for all, under a name that is still free. */
export function newRule(rules: readonly Rule[]): Rule {
  const count = rules.length + 1;
  const name = (of: number): string => (rules.some(({ key }) => key === `Rule ${of}`) ? name(of + 1) : `Rule ${of}`);
  return {
    key: name(count),
    accounts: "any",
    plans: "any",
    channels: "any",
    severities: "any",
    handling: "enforce",
    confidence: "any",
  };
}

const words = { any: "All", only: "Only these" };

/** For whom a rule is, what it does, and from which confidence on. */
export function RuleForm({ rule, taken, plans, onClose, onDone }: Props) {
  const [key, setKey] = useState(rule.key);
  const [accounts, setAccounts] = useState(choiceOf(rule.accounts));
  const [ofPlans, setPlans] = useState(choiceOf(rule.plans));
  const [channels, setChannels] = useState(choiceOf(rule.channels));
  const [severities, setSeverities] = useState(choiceOf(rule.severities));
  const [handling, setHandling] = useState(rule.handling);
  const confidence = useThreshold(rule.confidence);
  const keyFault = key.trim() === "" ? "Give it a name." : taken.includes(key.trim()) ? "Another rule has this name." : null;
  const terms = {
    accounts: termOf(accounts),
    plans: termOf(ofPlans),
    channels: termOf(channels),
    severities: termOf(severities),
  };
  const fault = (term: keyof typeof terms): string | undefined => (terms[term] === null ? "Choose at least one." : undefined);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { accounts: a, plans: p, channels: c, severities: s } = terms;
    if (keyFault !== null || a === null || p === null || c === null || s === null || confidence.value === null) return;
    onDone({ key: key.trim(), accounts: a, plans: p, channels: c, severities: s, handling, confidence: confidence.value });
  };
  return (
    <Modal opened onClose={onClose} size="44rem" title="A rule for a no">
      <form className={styles["form"]} onSubmit={submit} aria-label="A rule for a no">
        <TextInput
          label="Name"
          description="It stands on each decision that goes by it"
          required
          maxLength={100}
          data-autofocus
          value={key}
          error={keyFault}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <ChoiceField label="Accounts" words={words} choice={accounts} onChange={setAccounts} fault={fault("accounts")}>
          <AccountsField ids={accounts.only} onChange={(only) => setAccounts({ ...accounts, only })} />
        </ChoiceField>
        <ChoiceField label="Plans" words={words} choice={ofPlans} onChange={setPlans} fault={fault("plans")}>
          <Chips
            label="Plans chosen"
            options={plans.map(({ id, name }) => ({ value: id, label: name }))}
            chosen={ofPlans.only}
            onChange={(only) => setPlans({ ...ofPlans, only })}
          />
        </ChoiceField>
        <ChoiceField label="Channels" words={words} choice={channels} onChange={setChannels} fault={fault("channels")}>
          <Chips
            label="Channels chosen"
            options={channelSchema.options.map((value) => ({ value, label: channelName(value) }))}
            chosen={channels.only}
            onChange={(only) => setChannels({ ...channels, only })}
          />
        </ChoiceField>
        <ChoiceField label="Severities" words={words} choice={severities} onChange={setSeverities} fault={fault("severities")}>
          <Chips
            label="Severities chosen"
            options={severityLevels.map((value) => ({ value, label: String(value) }))}
            chosen={severities.only}
            onChange={(only) => setSeverities({ ...severities, only })}
          />
        </ChoiceField>
        <Radio.Group label="What is done" value={handling} onChange={(value) => setHandling(handlingFrom(value, handling))}>
          <div className={styles["radios"]}>
            {handlingOrder.map((value) => (
              <Radio key={value} value={value} label={handlings[value].name} description={handlings[value].means} />
            ))}
          </div>
        </Radio.Group>
        <Threshold threshold={confidence} />
        <div className={styles["actions"]}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Done</Button>
        </div>
      </form>
    </Modal>
  );
}

/** The term as the wire takes it; null where none is chosen of those that alone are to be. */
function termOf<T extends string | number>(choice: Choice<T>) {
  const term = admitsOf(choice);
  return typeof term === "object" && term !== null ? { only: [...term.only] } : term;
}

const handlingFrom = (value: string, otherwise: Handling): Handling => handlingOrder.find((each) => each === value) ?? otherwise;

/** The threshold while it is typed; `value` is null while it is none. */
function useThreshold(begun: Rule["confidence"]) {
  const [isOn, setOn] = useState(begun !== "any");
  const [typed, setTyped] = useState(begun === "any" ? "0.90" : confidenceWords(begun.fromBp));
  const [below, setBelow] = useState<Handling>(begun === "any" ? "advise" : begun.below);
  const fromBp = confidenceFrom(typed);
  const value: Rule["confidence"] | null = !isOn ? "any" : fromBp === null ? null : { fromBp, below };
  return { isOn, setOn, typed, setTyped, below, setBelow, value };
}

function Threshold({ threshold }: { threshold: ReturnType<typeof useThreshold> }) {
  const { isOn, setOn, typed, setTyped, below, setBelow, value } = threshold;
  return (
    <div className={styles["threshold"]}>
      <Checkbox
        label="Only where the account’s records can be relied on"
        checked={isOn}
        onChange={(event) => setOn(event.currentTarget.checked)}
      />
      {isOn && (
        <div className={styles["pair"]}>
          <TextInput
            size="sm"
            label="From a confidence of"
            inputMode="decimal"
            value={typed}
            error={value === null && "Write 0 to 1, such as 0.90."}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <NativeSelect
            size="sm"
            label="Below it"
            data={handlingOrder.map((each) => ({ value: each, label: handlings[each].name }))}
            value={below}
            onChange={(event) => setBelow(handlingFrom(event.currentTarget.value, below))}
          />
        </div>
      )}
    </div>
  );
}
