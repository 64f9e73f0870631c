import { ActionIcon, Button, NativeSelect } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { PolicyReply } from "#api/policy.ts";
import { handlings, handlingOrder } from "#web/domain/policy/handling-words.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import type { Column } from "#web/ui/list/column.ts";
import { RecordTable } from "#web/ui/list/record-table.tsx";
import styles from "./policy.module.css";
import { channelsOf, namesWords, severitiesWords, thresholdWords, type NameOf, type Rule } from "./policy-words.ts";
import { newRule, RuleForm } from "./rule-form.tsx";

type Plans = readonly { readonly id: string; readonly name: string }[];
type Props = {
  readonly policy: PolicyReply;
  readonly plans: Plans;
  readonly nameOf: NameOf;
  /** undefined for who may only read. */
  readonly onChange: ((changes: Partial<PolicyReply>) => void) | undefined;
};

/** The rules in their order, and what is done where none fits. */
export function Rules({ policy, plans, nameOf, onChange }: Props) {
  const [editing, setEditing] = useState<{ readonly index: number; readonly rule: Rule }>();
  const { rules } = policy;
  const put = (index: number, rule: Rule): void => onChange?.({ rules: rules.with(index, rule) });
  return (
    <>
      {rules.length > 0 && (
        <RecordTable
          noun="Rules"
          columns={[
            ...columnsFor(nameOf),
            ...(onChange ? [actions(rules, (changed) => onChange({ rules: changed }), setEditing)] : []),
          ]}
          rows={rules}
          rowId={({ key }) => key}
          sort={undefined}
        />
      )}
      <div className={styles["otherwise"]}>
        <p>{rules.length === 0 ? "Whatever is not covered" : "Where no rule fits"}</p>
        {onChange ? (
          <NativeSelect
            size="sm"
            aria-label="Where no rule fits"
            data={handlingOrder.map((value) => ({ value, label: handlings[value].name }))}
            value={policy.otherwise}
            onChange={(event) =>
              onChange({ otherwise: handlingOrder.find((each) => each === event.currentTarget.value) ?? policy.otherwise })
            }
          />
        ) : (
          <Badge tone={handlings[policy.otherwise].tone}>{handlings[policy.otherwise].name}</Badge>
        )}
        <p className={styles["quiet"]}>{handlings[policy.otherwise].means}</p>
      </div>
      <div className={styles["below"]}>
        <p className={styles["quiet"]}>
          The most specific rule that fits decides: one for accounts before one for plans, channels, severities. Of equals, the
          first.
        </p>
        {onChange && (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setEditing({ index: rules.length, rule: newRule(rules) })}
          >
            Add a rule
          </Button>
        )}
      </div>
      {editing && (
        <RuleForm
          rule={editing.rule}
          taken={rules.filter((_, index) => index !== editing.index).map(({ key }) => key)}
          plans={plans}
          onClose={() => setEditing(undefined)}
          onDone={(rule) => {
            if (editing.index === rules.length) onChange?.({ rules: [...rules, rule] });
            else put(editing.index, rule);
            setEditing(undefined);
          }}
        />
      )}
    </>
  );
}

const columnsFor = (nameOf: NameOf): readonly Column<Rule>[] => [
  { id: "key", title: "Rule", name: true, value: ({ key }) => key, show: ({ key }) => <strong>{key}</strong> },
  { id: "accounts", title: "Accounts", name: true, value: ({ accounts }) => namesWords(accounts, nameOf) },
  { id: "plans", title: "Plans", value: ({ plans }) => namesWords(plans, nameOf) },
  { id: "channels", title: "Channels", value: ({ channels }) => channelsOf(channels) },
  { id: "severities", title: "Severities", value: ({ severities }) => severitiesWords(severities) },
  {
    id: "handling",
    title: "What is done",
    value: ({ handling }) => handlings[handling].name,
    show: ({ handling }) => (
      <span className={styles["wraps"]}>
        <Badge tone={handlings[handling].tone}>{handlings[handling].name}</Badge>
      </span>
    ),
  },
  { id: "confidence", title: "Confidence", name: true, value: ({ confidence }) => thresholdWords(confidence) },
];

function actions(
  rules: readonly Rule[],
  onRules: (rules: Rule[]) => void,
  onEdit: (editing: { index: number; rule: Rule }) => void,
): Column<Rule> {
  const moved = (index: number, by: 1 | -1): Rule[] => {
    const [one, other] = [rules[index], rules[index + by]];
    return one && other ? rules.with(index, other).with(index + by, one) : [...rules];
  };
  return {
    id: "actions",
    title: "Change",
    value: () => null,
    show: (rule) => {
      const index = rules.indexOf(rule);
      return (
        <ActionIcon.Group>
          <ActionIcon variant="default" size="lg" aria-label={`Change ${rule.key}`} onClick={() => onEdit({ index, rule })}>
            <IconPencil size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={`${rule.key} up`}
            disabled={index === 0}
            onClick={() => onRules(moved(index, -1))}
          >
            <IconArrowUp size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={`${rule.key} down`}
            disabled={index === rules.length - 1}
            onClick={() => onRules(moved(index, 1))}
          >
            <IconArrowDown size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={`Remove ${rule.key}`}
            onClick={() => onRules(rules.filter((each) => each !== rule))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </ActionIcon.Group>
      );
    },
  };
}
