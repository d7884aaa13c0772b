import { forEachDocs } from './control/for-each.docs'
import { ifDocs } from './control/if.docs'
import { mergeDocs } from './control/merge.docs'
import { enterDataDocs } from './data/enter.docs'
import { exportDataDocs } from './data/export.docs'
import { readPostgresDocs } from './data/postgres.docs'
import { saveDataDocs } from './data/save.docs'
import { commandScriptDocs } from './script/command.docs'
import { generateDataDocs } from './data/generate.docs'
import { importDataDocs } from './data/import.docs'
import { learnDocs } from './learn/docs'
import { pythonScriptDocs } from './script/python-script.docs'
import { sqlScriptDocs } from './script/sql.docs'
import { appendRowsDocs } from './transform/append-rows.docs'
import { applyTransformationDocs } from './transform/apply-transformation.docs'
import { binDocs } from './transform/bin.docs'
import { cleanMissingDataDocs } from './transform/clean-missing-data.docs'
import { cleanTextDocs } from './transform/clean-text.docs'
import { clipOutliersDocs } from './transform/clip-outliers.docs'
import { computeColumnDocs } from './transform/compute-column.docs'
import { datePartsDocs } from './transform/date-parts.docs'
import { editTypesDocs } from './transform/edit-types.docs'
import { encodeCategoriesDocs } from './transform/encode-categories.docs'
import { filterRowsDocs } from './transform/filter-rows.docs'
import { fuzzyJoinDocs } from './transform/fuzzy-join.docs'
import { geoDistanceDocs } from './transform/geo-distance.docs'
import { groupAndAggregateDocs } from './transform/group-and-aggregate.docs'
import { labelDocs } from './label/docs'
import { joinDocs } from './transform/join.docs'
import { normalizeDocs } from './transform/normalize.docs'
import { pivotDocs } from './transform/pivot.docs'
import { removeDuplicatesDocs } from './transform/remove-duplicates.docs'
import { renameColumnsDocs } from './transform/rename-columns.docs'
import { sampleDocs } from './transform/sample.docs'
import { selectColumnsDocs } from './transform/select-columns.docs'
import { sortDocs } from './transform/sort.docs'
import { splitByValueDocs } from './transform/split-by-value.docs'
import { splitDataDocs } from './transform/split-data.docs'
import { targetEncodeDocs } from './transform/target-encode.docs'
import { unpivotDocs } from './transform/unpivot.docs'
import { windowDocs } from './transform/window.docs'

/**
 * The docs page of each component, as Markdown: what it does, options, what comes out, a runnable example. Apart from the
 * declarations, so that the designer does not send them to the browser. By component id; one line each.
 */
export const docs: Record<string, string> = {
  'control.for-each': forEachDocs,
  'control.if': ifDocs,
  'control.merge': mergeDocs,
  'data.enter': enterDataDocs,
  'data.export': exportDataDocs,
  'data.postgres': readPostgresDocs,
  'data.save': saveDataDocs,
  'script.command': commandScriptDocs,
  'data.generate': generateDataDocs,
  'data.import': importDataDocs,
  'script.python': pythonScriptDocs,
  'script.sql': sqlScriptDocs,
  'transform.append-rows': appendRowsDocs,
  'transform.apply-transformation': applyTransformationDocs,
  'transform.bin': binDocs,
  'transform.clean-missing-data': cleanMissingDataDocs,
  'transform.clean-text': cleanTextDocs,
  'transform.clip-outliers': clipOutliersDocs,
  'transform.compute-column': computeColumnDocs,
  'transform.date-parts': datePartsDocs,
  'transform.edit-types': editTypesDocs,
  'transform.encode-categories': encodeCategoriesDocs,
  'transform.filter-rows': filterRowsDocs,
  'transform.fuzzy-join': fuzzyJoinDocs,
  'transform.geo-distance': geoDistanceDocs,
  'transform.group-and-aggregate': groupAndAggregateDocs,
  'transform.join': joinDocs,
  'transform.normalize': normalizeDocs,
  'transform.pivot': pivotDocs,
  'transform.remove-duplicates': removeDuplicatesDocs,
  'transform.rename-columns': renameColumnsDocs,
  'transform.sample': sampleDocs,
  'transform.select-columns': selectColumnsDocs,
  'transform.sort': sortDocs,
  'transform.split-by-value': splitByValueDocs,
  'transform.split-data': splitDataDocs,
  'transform.target-encode': targetEncodeDocs,
  'transform.unpivot': unpivotDocs,
  'transform.window': windowDocs,
  ...learnDocs,
  ...labelDocs,
}
