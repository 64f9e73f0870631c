import { NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { listPlans } from "#api/plans.ts";
import { listAccounts } from "#api/register.ts";
import { read } from "#web/query/reads.ts";
import { useOffered } from "#web/query/use-offered.ts";
import { SearchChoice } from "#web/ui/choice/search-choice.tsx";
import type { Draft } from "../draft.ts";
import type { AmendedContract } from "../amended-contract.ts";
import styles from "./form.module.css";

type Props = {
  readonly draft: Draft;
  readonly contract: AmendedContract;
  readonly onChange: (changes: Partial<Draft>) => void;
};

/** What a kind of change asks beside its days and what it is about. */
export function TermsFields(props: Props) {
  const { draft, onChange } = props;
  switch (draft.kind) {
    case "add":
      return (
        <div className={styles["terms"]}>
          <PlanField {...props} />
          <PriceField {...props} label="Price of a year, each" />
          <LineField {...props} />
        </div>
      );
    case "move":
      return <PlanField {...props} />;
    case "reprice":
      return <RepriceField {...props} />;
    case "replace":
      return (
        <TextInput
          label="Serial of what takes its place"
          value={draft.newSerial}
          onChange={(event) => onChange({ newSerial: event.currentTarget.value })}
        />
      );
    case "extend":
      return <CarriesField {...props} />;
    case "transfer":
      return <AccountField {...props} />;
    case "correct":
      return <CorrectionField {...props} />;
    default:
      return null;
  }
}

function PlanField({ draft, onChange }: Props) {
  const { data } = useQuery(read(listPlans, {}));
  const offered = (data?.rows ?? [])
    .filter(({ retiredAt }) => retiredAt === null)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <NativeSelect
      label="Plan"
      data={[{ value: "", label: "Choose a plan" }, ...offered]}
      value={draft.planId}
      onChange={(event) => onChange({ planId: event.currentTarget.value })}
    />
  );
}

function PriceField({ draft, contract, label, onChange }: Props & { label: string }) {
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      autoComplete="off"
      rightSection={<span className={styles["unit"]}>{contract.yearlyValue.currency}</span>}
      rightSectionWidth={56}
      value={draft.price}
      onChange={(event) => onChange({ price: event.currentTarget.value })}
    />
  );
}

function RepriceField(props: Props) {
  const { draft, onChange } = props;
  return (
    <div className={styles["terms"]}>
      <SegmentedControl
        aria-label="Re-price"
        data={[
          { value: "amount", label: "to a price" },
          { value: "percent", label: "by a percentage" },
        ]}
        value={draft.priceBy}
        onChange={(by) => onChange({ priceBy: by === "percent" ? "percent" : "amount", price: "" })}
      />
      {draft.priceBy === "amount" ? (
        <PriceField {...props} label="New price of a year, each" />
      ) : (
        <TextInput
          label="By how much, such as 3.5 or -10"
          inputMode="decimal"
          autoComplete="off"
          rightSection={<span className={styles["unit"]}>%</span>}
          value={draft.price}
          onChange={(event) => onChange({ price: event.currentTarget.value })}
        />
      )}
    </div>
  );
}

function LineField({ draft, contract, onChange }: Props) {
  const lines = contract.lineList.map(({ number, subject }) => ({ value: number, label: `${number}: ${subject}` }));
  return (
    <NativeSelect
      label="On which line"
      data={[{ value: "", label: "A new line" }, ...lines]}
      value={draft.line}
      onChange={(event) => onChange({ line: event.currentTarget.value })}
    />
  );
}

function CarriesField({ draft, onChange }: Props) {
  return (
    <NativeSelect
      label="What goes with the end"
      description="What was dropped before stays dropped, either way."
      data={[
        { value: "what_runs_to_the_end", label: "All that runs to the end now" },
        { value: "nothing", label: "Nothing: only the contract" },
      ]}
      value={draft.carries}
      onChange={(event) => onChange({ carries: event.currentTarget.value === "nothing" ? "nothing" : "what_runs_to_the_end" })}
    />
  );
}

function AccountField({ draft, contract, onChange }: Props) {
  const { rows, ...typing } = useOffered(listAccounts, {}, draft.account?.name);
  const others = rows.filter(({ id }) => id !== contract.accountId);
  return (
    <SearchChoice
      label="To account"
      placeholder="Part of its name"
      size="md"
      clearable={false}
      value={draft.account?.id ?? null}
      name={draft.account?.name}
      offered={others.map(({ id, name }) => ({ value: id, label: name }))}
      {...typing}
      onChange={(id) => onChange({ account: others.find((each) => each.id === id) ?? null })}
    />
  );
}

function CorrectionField(props: Props) {
  const { draft, onChange } = props;
  return (
    <div className={styles["terms"]}>
      <span className={styles["fieldLabel"]}>On these days it really was</span>
      <SegmentedControl
        aria-label="On these days it really was"
        data={[
          { value: "not", label: "not covered" },
          { value: "covered", label: "covered" },
        ]}
        value={draft.wasCovered ? "covered" : "not"}
        onChange={(was) => onChange({ wasCovered: was === "covered" })}
      />
      {draft.wasCovered && (
        <>
          <PlanField {...props} />
          <PriceField {...props} label="Price of a year" />
        </>
      )}
    </div>
  );
}
