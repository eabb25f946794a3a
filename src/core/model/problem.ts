// What can be wrong with an input, a call or a machine: a code and its arguments.
// The sentence a person reads is made from the words files (templates/i18n), in the person's language.

/** A place a person can go to and mend. `line` and `column` count from 1. */
export interface Location {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** Spreadsheets: sheet and cell stand instead of line and column. */
  readonly sheet?: string;
  readonly cell?: string;
  /** The source line itself, for the caret display; `width` signs are underlined from `column` on. */
  readonly sourceLine?: string;
  readonly width?: number;
}

export type ProblemArgs = Readonly<Record<string, string | number>>;

/** `code` is the name users script against: it is never renamed. */
export interface Problem {
  readonly code: ProblemCode;
  readonly args: ProblemArgs;
  readonly at?: Location;
}

/** Never empty when it stands on the left. */
export type Problems = ReadonlyArray<Problem>;

/** Every code, with who is at fault: the input (exit 1), the call (2), the machine (3). */
export const problemFault = {
  // Files and YAML syntax
  FileMissing: 'input',
  FileUnreadable: 'machine',
  FileEmpty: 'input',
  FileTooLarge: 'input',
  NestingTooDeep: 'input',
  YamlSyntax: 'input',
  YamlAlias: 'input',
  YamlManyDocuments: 'input',
  // Definitions
  UnknownKey: 'input',
  MissingKey: 'input',
  ChildrenMissing: 'input',
  WrongType: 'input',
  WrongValue: 'input',
  CodeNotQuoted: 'input',
  TextMissingLanguage: 'input',
  DuplicateId: 'input',
  NameReserved: 'input',
  RecipeNotOrdered: 'input',
  DuplicateKey: 'input',
  UnknownIndex: 'input',
  UnknownView: 'call',
  UnknownWeightSet: 'call',
  ComparePeriodMissing: 'call',
  UnknownNode: 'call',
  IncludeMissing: 'input',
  IncludeCycle: 'input',
  IndexCycle: 'input',
  WeightMissing: 'input',
  PairwiseNotReciprocal: 'input',
  PairwiseSize: 'input',
  GradesNotOrdered: 'input',
  GoalpostsEqual: 'input',
  DirectionAgainstGoalposts: 'input',
  BandsNotOrdered: 'input',
  ExampleDiffers: 'input',
  ExampleNotComputable: 'input',
  LeafNeeds: 'input',
  KeyNotForKind: 'input',
  UnknownReference: 'input',
  NoIndicators: 'input',
  FormulaSyntax: 'input',
  FormulaUnknownName: 'input',
  FormulaUnknownFunction: 'input',
  FormulaArity: 'input',
  FormulaTooLong: 'input',
  FormulaTooDeep: 'input',
  FormulaTypes: 'input',
  // Methods of the recipe
  NobodyHas: 'input',
  PooledTooLate: 'input',
  WeightsNeedAggregation: 'input',
  StepDoesNothing: 'input',
  StepNameReserved: 'input',
  SettingOfAnother: 'input',
  LevelOfIndicators: 'input',
  StepOnGrades: 'input',
  OwnStepUnclear: 'input',
  NoSuchLevel: 'input',
  OneKeyOf: 'input',
  FactorLevel: 'input',
  FactorNotForNode: 'input',
  FactorNeeds: 'input',
  FactorsOverlap: 'input',
  WeightsPerUnit: 'input',
  ChoiceNeedsGoalposts: 'input',
  ChoicesAlike: 'input',
  ChoiceNeedsSettings: 'input',
  ReferenceMissing: 'input',
  TargetBelowWorst: 'input',
  ShareNotPositive: 'input',
  PointsNotRising: 'input',
  PointsAgainstDirection: 'input',
  ScaleBelowOne: 'input',
  DenominatorZero: 'input',
  EmTooFewUnits: 'input',
  EmNotConverged: 'input',
  ImputeCollinear: 'input',
  RegressionTooFewRows: 'input',
  RegressionWithoutPredictor: 'input',
  PredictorUnknown: 'input',
  // Tables of other tools
  CoinrRenamed: 'input',
  CoinrGroupDirection: 'input',
  CoinrColumn: 'input',
  CoinrMetaColumn: 'input',
  CoinrType: 'input',
  CoinrNoColumn: 'input',
  CoinrDenominator: 'input',
  CoinrPeriod: 'call',
  FolderTaken: 'call',
  CoinrNotNumber: 'input',
  CoinrRoot: 'input',
  CoinrCircle: 'input',
  CoinrDirection: 'input',
  CoinrWeight: 'input',
  CoinrChildless: 'input',
  CoinrUnitCode: 'input',
  // Data
  ColumnMissing: 'input',
  ColumnUnknown: 'input',
  ColumnTwice: 'input',
  RowShort: 'input',
  RowLong: 'input',
  NotANumber: 'input',
  NumberAmbiguous: 'input',
  NumberStylesMixed: 'input',
  ValueMissing: 'input',
  ValueNotAllowed: 'input',
  UnknownUnit: 'input',
  NameNotInUse: 'input',
  NameMixedScripts: 'input',
  UnknownVariable: 'input',
  UnknownIndicator: 'input',
  UnknownGrade: 'input',
  UnknownReason: 'input',
  ReasonMissing: 'input',
  DuplicateRow: 'input',
  BadPeriod: 'input',
  BadCode: 'input',
  CodeDamaged: 'input',
  BadDate: 'input',
  TableUnknown: 'input',
  FormatNotRead: 'input',
  EncodingNotUtf8: 'input',
  CellUnreadable: 'input',
  LettersLost: 'input',
  MappingNotFound: 'input',
  MappingConflict: 'input',
  PercentAmbiguous: 'input',
  MeasuredOtherwise: 'input',
  DateInPlaceOfPeriod: 'input',
  NoFigures: 'input',
  LimitExceeded: 'input',
  DatapackageInvalid: 'input',
  MadeUpMixed: 'input',
  NothingToImport: 'input',
  NothingToCheck: 'input',
  SeparatorNotComma: 'input',
  UnitAmbiguous: 'input',
  UnitElsewhere: 'input',
  ParentCycle: 'input',
  VariableConflict: 'input',
  CriterionConflict: 'input',
  // Scoring
  NoUnits: 'input',
  NoData: 'input',
  ConstantIndicator: 'input',
  NegativeInGeometric: 'input',
  TransformOutOfDomain: 'input',
  UnknownStoredGrade: 'input',
  // Weights and aggregation
  ScoreNotFinite: 'input',
  NotComparable: 'input',
  BudgetWithoutExperts: 'input',
  BudgetLength: 'input',
  BudgetSum: 'input',
  ChildWithoutScores: 'input',
  ChildConstant: 'input',
  TooFewUnits: 'input',
  NoCommonComponent: 'input',
  NegativeLoading: 'input',
  ShareBoundsCannotHold: 'input',
  BenefitBelowZero: 'input',
  BenefitOfZero: 'input',
  BenefitBoundsCannotHold: 'input',
  BenefitUnsolved: 'input',
  ImportanceMissing: 'input',
  ImportanceUnknown: 'input',
  ImportanceNotReached: 'input',
  // Uncertainty
  UncertaintyMissing: 'input',
  PairsTooMany: 'call',
  // Surveys
  NoRespondents: 'input',
  AnswerNotNumber: 'input',
  DesignBlank: 'input',
  WeightNotPositive: 'input',
  PopulationDiffers: 'input',
  PopulationBelowSample: 'input',
  LonelyPsu: 'input',
  MarginBlank: 'input',
  MarginEmpty: 'input',
  MarginsDisagree: 'input',
  RakingNotReached: 'input',
  CalibrationNegative: 'input',
  CalibrationCollinear: 'input',
  CalibrationNotReached: 'input',
  AreasTooFew: 'input',
  AreaVarianceNotPositive: 'input',
  AreaCovariatesCollinear: 'input',
  NoSuchColumn: 'call',
  OneEstimateAtATime: 'call',
  OptionNeeds: 'call',
  // Call
  BadOption: 'call',
  UnknownUnitCode: 'call',
  UnknownStage: 'call',
  // Machine
  FolderUnwritable: 'machine',
  DiskFull: 'machine',
  DatabaseLocked: 'machine',
  DatabaseForeign: 'machine',
  DatabaseNewer: 'machine',
  DatabaseCorrupt: 'machine',
  DatabaseMissing: 'input',
  DatabaseIsBackup: 'call',
  DatabaseUnwritable: 'machine',
  DatabaseUnshared: 'machine',
  BackupExists: 'call',
  BackupUnsound: 'machine',
  StoreFailed: 'machine',
  BrowserMissing: 'machine',
  BrowserFailed: 'machine',
  PrintFailed: 'machine',
  Interrupted: 'machine',
  OutputBusy: 'machine',
  OutputIsLink: 'machine',
  NameUnsafe: 'input',
  OutputForeign: 'machine',
  TemplateBroken: 'input',
  WordMissing: 'input',
  // Warnings on method and data: reported, they stop nothing
  DirectionDiffers: 'input',
  MadeUpLeftOut: 'input',
  WeightsDoNotAddUp: 'input',
  InconsistentPairwise: 'input',
  FactorWithoutEffect: 'input',
  ScaleNotHundred: 'input',
  ImputedCells: 'input',
  UnitsWithoutData: 'input',
  ColumnsEmpty: 'input',
  DenominatorMissing: 'input',
  GapsLeft: 'input',
  UnitsScreenedOut: 'input',
  ImputedNotCovered: 'input',
  ZeroInMean: 'input',
  SumOfShares: 'input',
  PointsAndWeightDiffer: 'input',
  ObservedGoalpost: 'input',
  UnitExcluded: 'input',
  NearlyEmpty: 'input',
  NobodyMeets: 'input',
  EverybodyMeets: 'input',
  Collinear: 'input',
  WeightSum: 'input',
  MeasuresUnlike: 'input',
  MeasureNotPure: 'input',
  MeasureDiffers: 'input',
  SizeAsQuality: 'input',
} as const;

export type ProblemCode = keyof typeof problemFault;

export const problem = (code: ProblemCode, args: ProblemArgs = {}, at?: Location): Problem =>
  at === undefined ? { code, args } : { code, args, at };

/** Each problem once, in the order first told: what several views or files share is found in each of them. */
export const distinct = (problems: Problems): Problems => {
  const seen = new Set<string>();
  return problems.filter((each) => {
    const key = JSON.stringify(each);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};
