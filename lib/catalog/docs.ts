import { enterDataDocs } from './data/enter.docs'
import { importDataDocs } from './data/import.docs'
import { learnDocs } from './learn/docs'
import { pythonScriptDocs } from './script/python-script.docs'
import { sqlScriptDocs } from './script/sql.docs'
import { appendRowsDocs } from './transform/append-rows.docs'
import { applyTransformationDocs } from './transform/apply-transformation.docs'
import { binDocs } from './transform/bin.docs'
import { cleanMissingDataDocs } from './transform/clean-missing-data.docs'
import { clipOutliersDocs } from './transform/clip-outliers.docs'
import { computeColumnDocs } from './transform/compute-column.docs'
import { editTypesDocs } from './transform/edit-types.docs'
import { encodeCategoriesDocs } from './transform/encode-categories.docs'
import { filterRowsDocs } from './transform/filter-rows.docs'
import { groupAndAggregateDocs } from './transform/group-and-aggregate.docs'
import { joinDocs } from './transform/join.docs'
import { normalizeDocs } from './transform/normalize.docs'
import { removeDuplicatesDocs } from './transform/remove-duplicates.docs'
import { renameColumnsDocs } from './transform/rename-columns.docs'
import { sampleDocs } from './transform/sample.docs'
import { selectColumnsDocs } from './transform/select-columns.docs'
import { sortDocs } from './transform/sort.docs'
import { splitDataDocs } from './transform/split-data.docs'
import { targetEncodeDocs } from './transform/target-encode.docs'

/**
 * The docs page of each component, as Markdown: what it does, options, what comes out, a runnable example. Apart from the
 * declarations, so that the designer does not send them to the browser. By component id; one line each.
 */
export const docs: Record<string, string> = {
  'data.enter': enterDataDocs,
  'data.import': importDataDocs,
  ...learnDocs,
  'script.python': pythonScriptDocs,
  'script.sql': sqlScriptDocs,
  'transform.append-rows': appendRowsDocs,
  'transform.apply-transformation': applyTransformationDocs,
  'transform.bin': binDocs,
  'transform.clean-missing-data': cleanMissingDataDocs,
  'transform.clip-outliers': clipOutliersDocs,
  'transform.compute-column': computeColumnDocs,
  'transform.edit-types': editTypesDocs,
  'transform.encode-categories': encodeCategoriesDocs,
  'transform.filter-rows': filterRowsDocs,
  'transform.group-and-aggregate': groupAndAggregateDocs,
  'transform.join': joinDocs,
  'transform.normalize': normalizeDocs,
  'transform.remove-duplicates': removeDuplicatesDocs,
  'transform.rename-columns': renameColumnsDocs,
  'transform.sample': sampleDocs,
  'transform.select-columns': selectColumnsDocs,
  'transform.sort': sortDocs,
  'transform.split-data': splitDataDocs,
  'transform.target-encode': targetEncodeDocs,
}
