import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { makeFirstAdministrator } from "#api/identity.ts";
import { setSession } from "#web/query/session.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useWrite } from "#web/query/writes.ts";
import { Door } from "./door.tsx";
import styles from "./sign-in.module.css";

/** What the server asks of a new password. */
const SHORTEST_PASSWORD = 10;

/** The first page of an empty installation: its first administrator. */
export function WelcomePage() {
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const making = useWrite(makeFirstAdministrator);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    making.mutate(
      { body: { name, email, password } },
      {
        onSuccess: (reply) => {
          setSession(queries, reply);
          void navigate({ to: "/" });
        },
      },
    );
  };
  return (
    <Door
      title="Welcome to Ambit"
      lead="Nobody is here yet. Make the first administrator: you. Next you import your register, then invite the others."
    >
      <form className={styles["form"]} onSubmit={submit} aria-label="First administrator">
        <TextInput
          label="Your name"
          autoComplete="name"
          required
          autoFocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          description={`At least ${SHORTEST_PASSWORD} characters. A short sentence is easy to remember and hard to guess.`}
          autoComplete="new-password"
          required
          minLength={SHORTEST_PASSWORD}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {making.error && <ProblemNotice error={making.error} doing="writing" />}
        <Button type="submit" size="md" loading={making.isPending}>
          Make administrator
        </Button>
      </form>
    </Door>
  );
}
