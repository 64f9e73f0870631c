import "@mantine/core/styles.layer.css";
import "./ui/theme/tokens.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { makeQueryClient } from "./query/client.ts";
import { makeRouter } from "./app/router.tsx";
import { signInAgain } from "./app/sign-in-again.ts";
import { cssVariables, theme } from "./ui/theme/theme.ts";

const queries = makeQueryClient(() => signInAgain(router, queries));
const router = makeRouter(queries);

const place = document.getElementById("root");
if (!place) throw new Error("The page has no place for the application.");

createRoot(place).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
