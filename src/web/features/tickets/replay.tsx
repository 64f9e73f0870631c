import { Button } from "@mantine/core";
import { replayDecision } from "#api/entitlements.ts";
import { verdictWords } from "#web/domain/verdict/verdict-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useWrite } from "#web/query/writes.ts";
import { Notice } from "#web/ui/notice/notice.tsx";
import { Section } from "#web/ui/page/page.tsx";

/** Decides again from the facts kept with the decision, and says whether the answer is the same (ENT13). */
export function Replay({ decisionId }: { decisionId: string }) {
  const replay = useWrite(replayDecision);
  return (
    <Section
      title="Does it still hold?"
      aside={
        <Button
          variant="default"
          size="sm"
          loading={replay.isPending}
          onClick={() => replay.mutate({ params: { id: decisionId } })}
        >
          Replay the decision
        </Button>
      }
    >
      {replay.error && <ProblemNotice error={replay.error} />}
      {replay.data &&
        (replay.data.same ? (
          <Notice tone="good" title="The same answer again">
            Decided anew from the facts that were kept with it, every reason and every candidate came out the same.
          </Notice>
        ) : (
          <Notice tone="bad" title="The answer differs">
            <p>Recorded: {verdictWords(replay.data.recorded).headline}.</p>
            <p>Replayed: {verdictWords(replay.data.replayed).headline}. Tell your administrator: this must not happen.</p>
          </Notice>
        ))}
      {!replay.data && !replay.error && <p>The facts of that moment are kept with the decision, so it can be made again.</p>}
    </Section>
  );
}
