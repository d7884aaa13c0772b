import { example, examplePenguins } from '../example'

/** The docs page of script.python. */
export const pythonScriptDocs = `
Runs a function that you write. It gets the connected tables as pandas data frames and returns one data frame, or a tuple of two.

- **\`def main(in1, in2=None, in3=None)\`** takes as many tables as you connect. An argument without a default must be connected.
- **Types survive.** Whole numbers with missing values arrive as \`Int64\` (not as floats), true/false with missing values as \`boolean\`, text as \`str\`, dates as \`datetime64[s]\` and times as \`datetime64[us]\`. A returned \`datetime64[s]\` column of midnights becomes a date again.
- **The index** is dropped when it has no name and becomes columns when it has one.
- **What you print** goes to the step's log, as it is printed. When the script fails, the log shows the lines of your script alone, and the step names the line.
- **Second output:** return \`(first, second)\`. When only one frame is returned, the second output is an empty table.
- **Libraries:** numpy, pandas, pyarrow, scipy and scikit-learn. \`random\` and \`numpy.random\` start from the same state in each run.
- **Reuse earlier results:** an equal script on equal data is not run again. Switch it off where the script reads the clock, the network or a file.

Its columns are known after it has run once; until then the steps after it cannot list them.

${example(
  [
    examplePenguins,
    {
      id: 'script',
      component: 'script.python@1',
      params: { code: 'def main(in1):\n    # Heaviest first\n    print(in1.dtypes)\n    return in1.sort_values("body_mass_g", ascending=False, kind="stable")\n' },
    },
  ],
  ['penguins.table > script.in1'],
)}
`
