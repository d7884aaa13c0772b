import type { TableRunner } from '../types'
import { runAppendRows } from './append-rows'
import { runApplyTransformation } from './apply-transformation'
import { runBin } from './bin'
import { runCleanMissingData } from './clean-missing-data'
import { runCleanText } from './clean-text'
import { runClipOutliers } from './clip-outliers'
import { runComputeColumn } from './compute-column'
import { runDatePartsStep } from './date-parts'
import { runEditTypes } from './edit-types'
import { runEncodeCategories } from './encode-categories'
import { runEnter } from './enter'
import { runExportData } from './export'
import { runReadPostgres } from './postgres'
import { runSaveData } from './save'
import { runFilterRows } from './filter-rows'
import { runForEach } from './for-each'
import { runFuzzyJoin } from './fuzzy-join'
import { runGenerateData } from './generate'
import { runGeoDistance } from './geo-distance'
import { runGroupAndAggregate } from './group-and-aggregate'
import { runIf } from './if'
import { runImportImages } from './import-images'
import { runImportVideo } from './import-video'
import { runImport } from './import'
import { runJoin } from './join'
import { runMerge } from './merge'
import { runNormalize } from './normalize'
import { runPivot } from './pivot'
import { runRemoveDuplicates } from './remove-duplicates'
import { runRenameColumns } from './rename-columns'
import { runSample } from './sample'
import { runSelectColumns } from './select-columns'
import { runSort } from './sort'
import { runSplitByValue } from './split-by-value'
import { runSplitData } from './split-data'
import { runSql } from './sql'
import { runTargetEncode } from './target-encode'
import { runUnpivot } from './unpivot'
import { runWindowStep } from './window'

/** What runs each table component in an agent's DuckDB child, by `id@version`. */
export const tableRunners: Record<string, TableRunner> = {
  'data.import@1': runImport,
  'label.import-images@1': runImportImages,
  'label.import-video@1': runImportVideo,
  'data.enter@1': runEnter,
  'transform.select-columns@1': runSelectColumns,
  'transform.clean-missing-data@1': runCleanMissingData,
  'transform.apply-transformation@1': runApplyTransformation,
  'transform.split-data@1': runSplitData,
  'transform.filter-rows@1': runFilterRows,
  'transform.join@1': runJoin,
  'transform.group-and-aggregate@1': runGroupAndAggregate,
  'transform.compute-column@1': runComputeColumn,
  'transform.rename-columns@1': runRenameColumns,
  'transform.edit-types@1': runEditTypes,
  'transform.remove-duplicates@1': runRemoveDuplicates,
  'transform.sort@1': runSort,
  'transform.sample@1': runSample,
  'transform.append-rows@1': runAppendRows,
  'transform.bin@1': runBin,
  'transform.clip-outliers@1': runClipOutliers,
  'transform.normalize@1': runNormalize,
  'transform.encode-categories@1': runEncodeCategories,
  'transform.target-encode@1': runTargetEncode,
  'transform.date-parts@1': runDatePartsStep,
  'transform.clean-text@1': runCleanText,
  'transform.pivot@1': runPivot,
  'transform.unpivot@1': runUnpivot,
  'transform.window@1': runWindowStep,
  'transform.split-by-value@1': runSplitByValue,
  'transform.geo-distance@1': runGeoDistance,
  'transform.fuzzy-join@1': runFuzzyJoin,
  'data.generate@1': runGenerateData,
  'data.export@1': runExportData,
  'data.postgres@1': runReadPostgres,
  'data.save@1': runSaveData,
  'control.if@1': runIf,
  'control.merge@1': runMerge,
  'control.for-each@1': runForEach,
  'script.sql@1': runSql,
}
