import { describe, expect, test } from 'vitest'
import { explainImage, ImageProgress } from '@/agent/container/image-output'
import { similarPackage } from '@/agent/python/known-packages'
import { inRange, rangeWords } from '@/agent/python/range'
import { explainFailure } from '@/agent/python/uv-output'

const noSolution = (cause: string) => `error: No solution found when resolving dependencies\n  cause: ${cause}\n`
const unsatisfiable = 'we can conclude that your requirements are unsatisfiable.'

describe('what uv says becomes a sentence about a package', () => {
  test.each([
    [noSolution(`Because numpi was not found in the package registry and you require numpi, ${unsatisfiable}`), 'numpi was not found on the package index: did you mean numpy?'],
    [`  × No solution found when resolving dependencies:\n  ╰─▶ Because zzqqxx was not found in the package registry and you\n      require zzqqxx, ${unsatisfiable}`, 'zzqqxx was not found on the package index. Check how it is written.'],
    [noSolution(`Because there is no version of pandas==99 and you require pandas==99, ${unsatisfiable}`), 'There is no version of pandas that fits “pandas==99”. Ask for another, or leave the version open.'],
    [
      `${noSolution(`Because tensorflow==2.10.0 has no wheels with a matching Python version tag (e.g., \`cp312\`) and you require tensorflow==2.10, ${unsatisfiable}`)}\nhint: Wheels are available for \`tensorflow\` (v2.10.0) with the following Python ABI tags: \`cp37m\`, \`cp38\`, \`cp39\`, \`cp310\``,
      'tensorflow==2.10.0 does not fit Python 3.12. It is made for Python 3.7 to 3.10. Choose another Python, or another version.',
    ],
    [noSolution(`Because pandas==1.0.0 has no usable wheels and you require pandas==1.0.0, ${unsatisfiable}`), 'pandas==1.0.0 comes without a built package (a wheel) for this Python and these machines, and agents build none from source. Ask for a newer version.'],
    [
      noSolution(`Because pandas>=3.1.1 depends on numpy{python_full_version >= '3.14'}>=2.3.3 and you require numpy<2, we can conclude that your requirements and pandas>=3.1.1 are incompatible.`),
      'The requirements contradict each other: pandas>=3.1.1 needs numpy>=2.3.3 and you ask for numpy<2. Change one of them.',
    ],
  ])('%#', (output, message) => {
    expect(explainFailure(output, '3.12')).toEqual({ message, blame: 'environment' })
  })

  test('and where the network or the disk is at fault, the host is to blame', () => {
    expect(explainFailure('error: Failed to fetch: https://index.example/simple/pandas/\n  cause: error sending request for url\n  cause: Connection refused (os error 111)', '3.12')).toEqual({ message: expect.stringMatching(/index cannot be reached/), blame: 'host' })
    expect(explainFailure('error: Failed to extract\n  cause: No space left on device (os error 28)', '3.12')).toEqual({ message: expect.stringMatching(/disk is full/), blame: 'host' })
  })
})

test('a misspelt name finds what was meant, and one that is far from all finds nothing', () => {
  expect(['numpi', 'sckit-learn', 'panads', 'tensorlow', 'Scikit_Lern'].map(similarPackage)).toEqual(['numpy', 'scikit-learn', 'pandas', 'tensorflow', 'scikit-learn'])
  expect(['zzqqxx', 'my-company-tools'].map(similarPackage)).toEqual([undefined, undefined])
})

test('a Python lies in its range', () => {
  expect(['3.10.9', '3.11.0', '3.14.2', '3.15.0'].map((version) => inRange(version, '>=3.11,<3.15'))).toEqual([false, true, true, false])
  expect(['3.12.1', '3.1.2', '3.13.0'].map((version) => inRange(version, '==3.12.*'))).toEqual([true, false, false])
  expect(['==3.12.*', '>=3.11,<3.15'].map(rangeWords)).toEqual(['3.12', '3.11 to 3.14'])
})

describe('what a build of an image prints', () => {
  test('is counted by podman’s steps and by docker’s', () => {
    const podman = new ImageProgress()
    expect(podman.read('STEP 2/5: RUN apt-get update && apt-get install -y libgl1')).toMatchObject({ done: 1, total: 5, message: 'Installing the system packages' })
    expect(podman.read('Reading package lists...')).toMatchObject({ done: 1, total: 5 })
    expect(new ImageProgress().read('#7 [3/4] COPY requirements.lock /opt/atelier/requirements.lock')).toMatchObject({ done: 2, total: 4 })
  })

  test('says which system package is missing, what a registry refused, and what a step of one’s own did', () => {
    expect(explainImage('STEP 2/4: RUN apt-get install libgll\nE: Unable to locate package libgll\nError: exit status 100', '3.12')).toEqual({ message: 'There is no system package libgll in the image’s distribution. Check how it is written.', blame: 'environment' })
    expect(explainImage('STEP 1/4: FROM docker.example/python\nError: initializing source: pinging container registry docker.example: dial tcp: lookup docker.example: no such host', '3.12')).toMatchObject({ blame: 'host' })
    expect(explainImage('STEP 2/4: RUN false\nError: building at STEP "RUN false": exit status 1', '3.12')).toEqual({ message: 'At “RUN false”: Error: building at STEP "RUN false": exit status 1', blame: 'environment' })
  })
})
