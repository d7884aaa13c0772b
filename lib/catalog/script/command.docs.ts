/** The docs page of script.command. */
export const commandScriptDocs = `
Runs any program that is installed on the agent's machine: R, Julia, a solver, a converter, a script of your own.

Programs run with the agent's rights, so an agent runs none unless its owner starts it with \`ATELIER_AGENT_COMMANDS=1\`. Until one does, the step waits and says so.

- **Inputs** are files: \`{in1}\`, \`{in2}\` and \`{in3}\` in the arguments stand for their paths. A table is written as CSV (with a header) or Parquet.
- **Arguments** are a list, one value each. There is no shell between: nothing is split, expanded or run by accident. For pipes, run \`sh\` with the arguments \`-c\` and your line.
- **The table that comes out** is what the program prints, or what it writes to \`{table}\`. It is read as an uploaded file is: types are found, ids keep their zeros, and rows that do not fit are refused.
- **The file that comes out** is what it writes to \`{file}\`.
- The same paths are in the environment as \`ATELIER_IN1\` …, \`ATELIER_TABLE\` and \`ATELIER_FILE\`. Tokens and passwords of the agent are not.

It runs in a process group of its own, in an empty folder. Past its time or its memory, or when the run is cancelled, all of the group is ended. What it prints is the
step's log, and an exit code other than 0 fails the step with its last lines.

\`\`\`json
{
  "id": "count",
  "component": "script.command@1",
  "params": { "program": "sort", "args": [{ "value": "-u" }, { "value": "{in1}" }], "result": "printed" }
}
\`\`\`
`
