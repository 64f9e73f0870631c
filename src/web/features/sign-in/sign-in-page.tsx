import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { signIn, type SessionReply } from "#api/identity.ts";
import { sessionRead, setSession } from "#web/query/session.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useWrite } from "#web/query/writes.ts";
import { Notice } from "#web/ui/notice/notice.tsx";
import { DemoPeople } from "./demo-people.tsx";
import { Door } from "./door.tsx";
import styles from "./sign-in.module.css";

const route = getRouteApi("/sign-in");

/** Signing in; in a demo installation, one press is enough. */
export function SignInPage() {
  const { ended } = route.useSearch();
  const { data: session } = useSuspenseQuery(sessionRead);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const entering = useEntering();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    entering.mutate({ body: { email, password } });
  };
  const demo = session.installation.demoSignIn;
  return (
    <Door title="Sign in" lead="Who is covered, for what, until when: one answer for the whole house.">
      {ended && !entering.error && (
        <Notice tone="quiet" title="Your session ended.">
          <p>Sign in again to go on where you were.</p>
        </Notice>
      )}
      {demo && (
        <DemoPeople
          people={demo.people}
          busy={entering.isPending}
          onChoose={(person) => entering.mutate({ body: { email: person, password: demo.password } })}
        />
      )}
      <form className={styles["form"]} onSubmit={submit} aria-label="Sign in">
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          autoFocus={!demo}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {entering.error && <ProblemNotice error={entering.error} doing="writing" />}
        <Button type="submit" size="md" variant={demo ? "default" : "filled"} loading={entering.isPending}>
          Sign in
        </Button>
      </form>
    </Door>
  );
}

function useEntering() {
  const { to } = route.useSearch();
  const queries = useQueryClient();
  const router = useRouter();
  const write = useWrite(signIn);
  const enter = (reply: SessionReply): void => {
    setSession(queries, reply);
    router.history.push(to ?? "/");
  };
  return { ...write, mutate: (args: Parameters<typeof write.mutate>[0]) => write.mutate(args, { onSuccess: enter }) };
}
