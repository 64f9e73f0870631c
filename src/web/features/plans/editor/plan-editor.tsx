import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { CallProblem } from "#api/client.ts";
import type { WirePlanTerms } from "#api/plan-terms.ts";
import { addPlanVersion, getPlan, listPlans, type PlanDetail } from "#api/plans.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import { termsChanges } from "#web/domain/plan-terms/terms-changes.ts";
import { ReplayPanel } from "#web/domain/replays/replay-panel.tsx";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay } from "#web/query/session.ts";
import { useWrite } from "#web/query/writes.ts";
import { shortDay } from "#web/ui/format/words.ts";
import { useKeys } from "#web/ui/keys/use-keys.ts";
import { Notice } from "#web/ui/notice/notice.tsx";
import { ChangesList } from "../changes-list.tsx";
import { draftOf } from "../draft/draft-of.ts";
import type { Fault } from "../draft/faults.ts";
import { fieldOf, termsOf } from "../draft/terms-of.ts";
import type { Editing } from "./editing.ts";
import { EffectiveFields, laterVersionsOf } from "./effective-fields.tsx";
import { EndBar } from "./end-bar.tsx";
import { FaultsOf } from "./faults-context.tsx";
import { LeaveGuard } from "./leave-guard.tsx";
import { Part } from "./part.tsx";
import { TermsForm } from "./terms-form.tsx";
import { TryPanel } from "./try-panel.tsx";
import { useKeptEditing } from "./use-kept-editing.ts";
import { useTry, type Trial } from "./use-try.ts";
import styles from "./editor.module.css";

type Props = {
  readonly plan: PlanDetail;
  /** The version that the form begins with. */
  readonly base: PlanDetail["versions"][number];
  readonly today: string;
};

/** A plan's terms as a form, what they would answer beside it, and from when they hold below. */
export function PlanEditor({ plan, base, today }: Props) {
  const initial = useMemo(() => beginning(base, today), [base, today]);
  const { editing, change, forget, startOver, isChanged, isRestored } = useKeptEditing(plan.id, initial);
  const [trial, setTrial] = useState<Trial>({ contact: "any", timeZone: viewersZone });
  const { terms, faults: unread } = useMemo(() => termsOf(editing.draft), [editing.draft]);
  const mayReplay = useMay("replays.read");
  const answer = useTry(plan.name, terms, trial);
  const saving = useSaving(plan, forget);
  const faults = [...unread, ...told(answer.tried?.faults, editing), ...refused(saving.error, editing)];
  const changes = terms ? termsChanges(base.terms as PlanTerms, terms) : [];
  const missing = missingOf(plan, editing, isChanged);
  const save = (): void => {
    if (terms !== null && faults.length === 0 && missing === null) saving.save(editing, terms);
  };
  useKeys({ "mod+Enter": save });
  return (
    <FaultsOf value={faults}>
      <LeaveGuard mayLeave={() => saving.isSaved.current || !isChanged} onLeave={forget} />
      {isRestored && isChanged && <Restored onStartOver={startOver} />}
      <div className={styles["columns"]}>
        <div className={styles["form"]}>
          <TermsForm draft={editing.draft} onChange={(more) => change({ draft: { ...editing.draft, ...more } })} />
          <Part title="From when, and why">
            <EffectiveFields plan={plan} editing={editing} today={today} onChange={change} />
            {changes.length > 0 && <ChangesList changes={changes} label="What changes" />}
          </Part>
          {mayReplay && (
            <Part title="What it would have meant">
              <ReplayPanel
                supposed={terms && { plan: { planId: plan.id, terms: terms as WirePlanTerms } }}
                isSame={!isChanged}
                today={today}
              />
            </Part>
          )}
          {saving.error && <ProblemNotice error={saving.error} doing="writing" />}
        </div>
        <div className={styles["beside"]}>
          <TryPanel
            draft={editing.draft}
            trial={trial}
            onChange={(more) => setTrial((now) => ({ ...now, ...more }))}
            answer={answer}
          />
        </div>
      </div>
      <EndBar faults={faults} missing={missing} changes={changes.length}>
        <Button variant="default" renderRoot={(props) => <Link {...props} to="/plans/$id" params={{ id: plan.id }} />}>
          Cancel
        </Button>
        <Button onClick={save} loading={saving.isPending} disabled={missing !== null || faults.length > 0 || terms === null}>
          {editing.effectiveOn === "" ? "Save" : `Save from ${shortDay(editing.effectiveOn)}`}
        </Button>
      </EndBar>
    </FaultsOf>
  );
}

const viewersZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const beginning = (base: Props["base"], today: string): Editing => ({
  draft: draftOf(base.terms as PlanTerms),
  effectiveOn: base.effectiveOn > today ? base.effectiveOn : today,
  reason: "",
  kind: "change",
  laterVersions: null,
});

function Restored({ onStartOver }: { onStartOver: () => void }) {
  return (
    <Notice
      tone="quiet"
      title="What you had written is back"
      actions={
        <Button variant="default" size="sm" onClick={onStartOver}>
          Start over
        </Button>
      }
    >
      <p>It was not saved when this page was left.</p>
    </Notice>
  );
}

/** What is still to be said before it can be saved; null where nothing is. */
function missingOf(plan: PlanDetail, { effectiveOn, reason, laterVersions }: Editing, isChanged: boolean): string | null {
  if (!isChanged) return "Nothing is changed yet.";
  if (effectiveOn === "") return "Say from when.";
  if (laterVersionsOf(plan, effectiveOn).length > 0 && laterVersions === null) return "Say what becomes of the later terms.";
  return reason.trim() === "" ? "Say why." : null;
}

const told = (faults: readonly Fault[] | undefined, { draft }: Editing): Fault[] =>
  (faults ?? []).map(({ pointer, message }) => ({ pointer: fieldOf(pointer, draft), message }));

/** What a failed save says of the terms, at their fields. */
function refused(error: unknown, { draft }: Editing): Fault[] {
  if (!(error instanceof CallProblem)) return [];
  return (error.problem.errors ?? [])
    .filter(({ pointer }) => pointer.startsWith("/body/terms/"))
    .map(({ pointer, message }) => ({ pointer: fieldOf(pointer.slice("/body/terms".length), draft), message }));
}

function useSaving(plan: PlanDetail, forget: () => void) {
  const navigate = useNavigate();
  const isSaved = useRef(false);
  const writing = useWrite(addPlanVersion, { stale: [getPlan, listPlans] });
  const save = ({ effectiveOn, reason, kind, laterVersions }: Editing, terms: PlanTerms): void => {
    const body = {
      effectiveOn,
      reason,
      kind,
      terms,
      ...(laterVersions !== null && laterVersionsOf(plan, effectiveOn).length > 0 && { laterVersions }),
    };
    writing.mutate(
      { params: { id: plan.id }, headers: { "if-match": `"${plan.revision}"` }, body: body as never },
      {
        onSuccess: () => {
          isSaved.current = true;
          forget();
          void navigate({ to: "/plans/$id", params: { id: plan.id } });
        },
      },
    );
  };
  return { save, isSaved, error: writing.error, isPending: writing.isPending };
}
