import { expect, test } from 'vitest'
import { anyPython, environmentHash, pythonRange } from '@/lib/environments/hash'
import { curatedEnvironments } from '@/lib/environments/list'
import { lockChanges, lockProblem, packagesOf } from '@/lib/environments/lock'
import { completeRequirements, indexLines, requirementsProblem, withoutIndexes } from '@/lib/environments/requirements'

const hash = `--hash=sha256:${'a'.repeat(64)}`
const line = (name: string, version: string, marker = '') => `${name}==${version}${marker && ` ; ${marker}`} \\\n    ${hash}\n    # via something\n`
const base = line('pandas', '3.1.1') + line('pyarrow', '26.0.1')

test('a lock is read into its packages, with what is for some hosts alone', () => {
  expect(packagesOf(`# a comment\n${line('NumPy', '2.4.6', "python_full_version < '3.12'")}${line('ruamel_yaml', '1')}`)).toEqual([
    { name: 'numpy', version: '2.4.6', marker: "python_full_version < '3.12'" },
    { name: 'ruamel-yaml', version: '1', marker: '' },
  ])
  expect(packagesOf(curatedEnvironments().find(({ name }) => name === 'sklearn')!.lock)).toHaveLength(13)
})

test.each([
  ['', /empty/],
  ['pandas>=3\n', /“pandas>=3” fixes no version/],
  [`${base}cowsay==6.1\n`, /cowsay has no hash.*generate-hashes/],
  [line('cowsay', '6.1'), /lacks pandas and pyarrow.*Add them/],
  [line('pandas', '3.1.1'), /lacks pyarrow.*Add it/],
  [`-r other.txt\n${base}`, /“-r other.txt” fixes no version/],
  [`--find-links /tmp\n${base}`, /--find-links is not taken/],
])('what is wrong with a lock is one sentence: %#', (lock, words) => {
  expect(lockProblem(lock)).toMatch(words)
})

test('a good lock has no problem, and may name a further index', () => {
  expect(lockProblem(base)).toBeUndefined()
  expect(lockProblem(`--extra-index-url https://packages.example/simple\n${base}`)).toBeUndefined()
  for (const { lock } of curatedEnvironments()) expect(lockProblem(lock)).toBeUndefined()
})

test.each([
  ['\n# nothing\n', /Name at least one package/],
  ['-e .', /“-e .” is not taken/],
  ['./wheels/a.whl', /a file or a repository/],
  ['mine @ git+https://host.example/x', /a file or a repository/],
  ['foo bar', /“foo bar” names no package/],
  ['--index-url nowhere', /needs an address/],
])('what is wrong with requirements is said before an index is asked: %j', (text, words) => {
  expect(requirementsProblem(text)).toMatch(words)
})

test('requirements get what the step runner needs, where they do not name it', () => {
  expect(requirementsProblem('xgboost==3.2.0  # trees\nPandas[excel]>=3 ; python_version > "3.10"\n--extra-index-url https://packages.example/simple')).toBeUndefined()
  expect(completeRequirements('cowsay')).toBe('cowsay\npandas\npyarrow\n')
  expect(completeRequirements('Pandas>=3\ncowsay\n')).toBe('Pandas>=3\ncowsay\npyarrow\n')
  const text = '--extra-index-url https://packages.example/simple\ncowsay'
  expect([indexLines(text), withoutIndexes(text)]).toEqual([['--extra-index-url https://packages.example/simple'], 'cowsay'])
})

test('two locks differ by package', () => {
  expect(lockChanges(base + line('old', '1'), line('pandas', '3.1.2') + line('pyarrow', '26.0.1') + line('new', '2'))).toEqual([
    { name: 'new', after: '2' },
    { name: 'old', before: '1' },
    { name: 'pandas', before: '3.1.1', after: '3.1.2' },
  ])
})

test('an environment is called by all that it is made from, and by its lock alone where the rest is left open', () => {
  const open = { lock: base, python: anyPython, systemPackages: [], dockerfile: '' }
  const { name: _, ...sklearn } = curatedEnvironments().find(({ name }) => name === 'sklearn')!
  expect(environmentHash({ ...open, lock: sklearn.lock })).toBe(sklearn.lockHash)
  const hashes = [open, { ...open, python: pythonRange('3.12') }, { ...open, systemPackages: ['libgl1'] }, { ...open, dockerfile: 'FROM x' }].map(environmentHash)
  expect(new Set(hashes).size).toBe(4)
  expect(environmentHash({ ...open, systemPackages: ['b', 'a'] })).toBe(environmentHash({ ...open, systemPackages: ['a', 'b'] }))
  expect(pythonRange('')).toBe('>=3.11,<3.15')
})
