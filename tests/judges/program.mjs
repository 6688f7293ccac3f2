// What journeys of the whole program share: they start it, wait for what happens, and count what was as it should be.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const patience = 120_000;
const failures = [];
let passed = 0;
let program;

export function check(name, problem) {
  if (problem) failures.push(`${name}: ${problem}`);
  else passed++;
}

// Waits for something to be found.
export async function until(name, look) {
  for (const end = Date.now() + patience; Date.now() < end && program.exitCode === null; await sleep(250)) {
    const found = await Promise.resolve().then(look).catch(() => undefined);
    if (found) {
      check(name);
      return found;
    }
  }
  check(name, "it did not happen");
  throw new Error(name);
}

export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// Runs a journey beside the program with the sample newsroom, says what became of it, and ends.
export async function run(bot, environment, journey, close) {
  const data = mkdtempSync(join(tmpdir(), "newsbot-journey-"));
  execFileSync("dotnet", ["build", join(root, "src/NewsBot"), "-v", "q", "--nologo"], { stdio: ["ignore", 2, 2] });
  const path = execFileSync("dotnet", ["msbuild", join(root, "src/NewsBot"), "-getProperty:TargetPath"], { encoding: "utf8" }).trim();
  program = spawn("dotnet", [path, "--urls", bot, "--data", data, "--sample-speed", "4"], {
    cwd: data,
    env: { ...process.env, DOTNET_ENVIRONMENT: "Development", Logging__LogLevel__Default: "Warning", ...environment },
    stdio: ["ignore", 2, 2],
  });
  const ended = new Promise((resolve) => program.once("exit", resolve));
  try {
    await until("the program starts", async () => (await fetch(bot)).ok);
    await journey();
  } catch (error) {
    failures.push(`the journey ended early: ${error.message}`);
  } finally {
    program.kill("SIGTERM");
    await ended;
    await close();
    rmSync(data, { recursive: true, force: true });
  }

  for (const failure of failures) console.log("FAILED " + failure);
  console.log(`${passed} passed, ${failures.length} failed`);
  process.exit(failures.length || !passed ? 1 : 0);
}
