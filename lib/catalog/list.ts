import { readPostgres } from './data/postgres'
import { saveData } from './data/save'
import { enterData } from './data/enter'
import { generateData } from './data/generate'
import { exportData } from './data/export'
import { importData } from './data/import'
import { applyTransformation } from './transform/apply-transformation'
import { cleanMissingData } from './transform/clean-missing-data'
import { computeColumn } from './transform/compute-column'
import { filterRows } from './transform/filter-rows'
import { groupAndAggregate } from './transform/group-and-aggregate'
import { join } from './transform/join'
import { selectColumns } from './transform/select-columns'
import { splitData } from './transform/split-data'
import { pythonScript } from './script/python-script'
import { sqlScript } from './script/sql'
import { commandScript } from './script/command'
import { renameColumns } from './transform/rename-columns'
import { editTypes } from './transform/edit-types'
import { removeDuplicates } from './transform/remove-duplicates'
import { sort } from './transform/sort'
import { sample } from './transform/sample'
import { appendRows } from './transform/append-rows'
import { bin } from './transform/bin'
import { clipOutliers } from './transform/clip-outliers'
import { normalize } from './transform/normalize'
import { encodeCategories } from './transform/encode-categories'
import { targetEncode } from './transform/target-encode'
import { learnComponents } from './learn'
import { labelComponents } from './label'
import { datePartsStep } from './transform/date-parts'
import { cleanText } from './transform/clean-text'
import { pivot } from './transform/pivot'
import { unpivot } from './transform/unpivot'
import { windowStep } from './transform/window'
import { splitByValue } from './transform/split-by-value'
import { geoDistance } from './transform/geo-distance'
import { fuzzyJoin } from './transform/fuzzy-join'
import { ifStep } from './control/if'
import { forEach } from './control/for-each'
import { mergeBranches } from './control/merge'
import type { Component } from './types'

/** Every component there is; the palette, the docs pages and the run queue read this list. One line each. */
export const declared: readonly Component[] = [
  importData,
  enterData,
  generateData,
  exportData,
  readPostgres,
  saveData,
  selectColumns,
  filterRows,
  cleanMissingData,
  applyTransformation,
  splitData,
  join,
  groupAndAggregate,
  computeColumn,
  renameColumns,
  editTypes,
  removeDuplicates,
  sort,
  sample,
  appendRows,
  bin,
  clipOutliers,
  normalize,
  encodeCategories,
  targetEncode,
  datePartsStep,
  cleanText,
  pivot,
  unpivot,
  windowStep,
  splitByValue,
  geoDistance,
  fuzzyJoin,
  ...learnComponents,
  ...labelComponents,
  ifStep,
  mergeBranches,
  forEach,
  sqlScript,
  pythonScript,
  commandScript,
]
