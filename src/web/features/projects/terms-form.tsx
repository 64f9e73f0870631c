import { Button, Modal, Radio, Textarea, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { getProject, listBudgets, listProjects, setBudgetTerms, type Project } from "#api/projects.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useWrite } from "#web/query/writes.ts";
import { minorFrom, typedAmount } from "#web/ui/format/amount.ts";
import { monthWords } from "#web/ui/format/months.ts";
import styles from "./projects.module.css";

/** Another share, or another hourly rate, from a month on. */
export function TermsForm({ project, onClose }: { project: Project; onClose: () => void }) {
  const now = project.asked.at.slice(0, 7);
  const inForce = project.terms.findLast(({ fromMonth }) => fromMonth <= now) ?? project.terms[0];
  const [fromMonth, setFromMonth] = useState(now);
  const [share, setShare] = useState(inForce ? String(inForce.shareBp / 100) : "60");
  const [rate, setRate] = useState(inForce?.hourlyRate ? typedAmount(inForce.hourlyRate.minor, project.currency) : "");
  const [reason, setReason] = useState("");
  const [later, setLater] = useState<"keep" | "supersede">();
  const writing = useWrite(setBudgetTerms, { stale: [getProject, listProjects, listBudgets] });
  const laterTerms = project.terms.filter((terms) => terms.own && terms.fromMonth > fromMonth);
  const shareBp = shareFrom(share);
  const hourlyRateMinor = rate.trim() === "" ? null : minorFrom(rate, project.currency);
  const wrongRate = rate.trim() !== "" && (hourlyRateMinor === null || hourlyRateMinor === "0");
  const isReady = shareBp !== null && !wrongRate && reason.trim() !== "" && (laterTerms.length === 0 || later !== undefined);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    const body = {
      fromMonth,
      shareBp,
      hourlyRateMinor,
      reason,
      ...(laterTerms.length > 0 && later ? { laterTerms: later } : {}),
    };
    writing.mutate({ params: { contractId: project.contractId }, body }, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title="Change the budget terms">
      <form className={styles["form"]} onSubmit={submit} aria-label="Budget terms">
        <TextInput
          type="month"
          label="From"
          required
          value={fromMonth}
          onChange={(event) => setFromMonth(event.currentTarget.value)}
        />
        <div className={styles["pair"]}>
          <TextInput
            label="Share of what the coverage earns, %"
            required
            inputMode="decimal"
            value={share}
            error={shareBp === null && "Write 0 to 100, with at most two decimals."}
            onChange={(event) => setShare(event.currentTarget.value)}
          />
          <TextInput
            label={`Hourly rate, ${project.currency}`}
            description="Left empty, the budget is money only"
            inputWrapperOrder={["label", "input", "description", "error"]}
            inputMode="decimal"
            value={rate}
            error={wrongRate && "Write an amount, such as 95.00."}
            onChange={(event) => setRate(event.currentTarget.value)}
          />
        </div>
        {laterTerms.length > 0 && (
          <Radio.Group
            label={`Terms are recorded from ${laterTerms.map((terms) => monthWords(terms.fromMonth)).join(", ")} on`}
            value={later ?? null}
            onChange={(chosen) => setLater(chosen === "keep" ? "keep" : "supersede")}
          >
            <div className={styles["radios"]}>
              <Radio value="keep" label="They stay as they are" />
              <Radio value="supersede" label="These take their place too" />
            </div>
          </Radio.Group>
        )}
        <Textarea
          label="Why"
          required
          autosize
          minRows={2}
          maxLength={2000}
          dir="auto"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {writing.error && <ProblemNotice error={writing.error} doing="writing" />}
        <div className={styles["formActions"]}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={writing.isPending} disabled={!isReady}>
            Record
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** "60", "62.5" or "62,5" percent as basis points; null where it is no share. */
function shareFrom(typed: string): number | null {
  const plain = typed.trim().replace(",", ".");
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(plain)) return null;
  const basisPoints = Math.round(Number(plain) * 100);
  return basisPoints > 10_000 ? null : basisPoints;
}
