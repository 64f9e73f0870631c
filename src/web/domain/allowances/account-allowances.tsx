import { useQuery } from "@tanstack/react-query";
import { listAccountAllowances, listContractAllowances } from "#api/allowances.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { Section } from "#web/ui/page/page.tsx";
import { AllowanceList } from "./allowance-list.tsx";

/** What is left of all that an account's contracts grant; where they grant nothing, what `none` says. */
export function AccountAllowances({ accountId, none }: { accountId: string; none?: string }) {
  return (
    <Allowances title="What is left" none={none} answer={useQuery(read(listAccountAllowances, { params: { id: accountId } }))} />
  );
}

/** What is left of what a contract grants; nothing where it grants nothing. */
export function ContractAllowances({ contractId }: { contractId: string }) {
  const answer = useQuery(read(listContractAllowances, { params: { id: contractId } }));
  return <Allowances title="Allowances" answer={answer} hidesContract />;
}

type Answer = Pick<
  ReturnType<typeof useQuery<{ rows: Parameters<typeof AllowanceList>[0]["rows"] }>>,
  "data" | "error" | "refetch"
>;

type Props = {
  readonly title: string;
  readonly answer: Answer;
  readonly hidesContract?: boolean;
  readonly none?: string | undefined;
};

function Allowances({ title, answer, hidesContract = false, none }: Props) {
  const { data, error, refetch } = answer;
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data || (data.rows.length === 0 && none === undefined)) return null;
  return (
    <Section title={title}>
      {data.rows.length === 0 ? <p>{none}</p> : <AllowanceList rows={data.rows} hidesContract={hidesContract} />}
    </Section>
  );
}
