// Rows of assessments: the grade must be one of the criterion's own, and what does not apply must say why in its words.
import { nearest } from '../define/nearest.js';
import { isDate } from '../model/period.js';
import { type Account, rowReader } from './account.js';
import type { CheckedAssessment } from './checked.js';
import { keyCells, type Reading } from './keys.js';
import { shortly } from './place.js';
import type { RawRow } from './table.js';
import type { Criterion, Vocabulary } from './vocabulary.js';

export const readAssessments = (
  reading: Reading,
  vocabulary: Vocabulary,
): { readonly assessments: ReadonlyArray<CheckedAssessment>; readonly account: Account } => {
  const { table, header, seen } = reading;
  const reader = rowReader(table);
  const cells = keyCells(reading, reader);
  const at = {
    indicator: header.at('indicator'),
    grade: header.at('grade'),
    value: header.at('value'),
    cases: header.at('cases'),
    reason: header.at('reason'),
    evidence: header.at('evidence'),
    comment: header.at('comment'),
    assessor: header.at('assessor'),
    date: header.at('date'),
  };
  /** Faults about a grade stand at its cell, or at the value's where the table has no grades. */
  const gradeOrValue = at.grade >= 0 ? at.grade : at.value;

  const criterionOf = (row: RawRow): { readonly id: string; readonly criterion: Criterion } | null => {
    const id = reader.text(row, at.indicator);
    const criterion = vocabulary.criteria.get(id);
    if (criterion !== undefined) return { id, criterion };
    if (id === '') reader.refuse(row, at.indicator, 'ValueMissing', { column: 'indicator' });
    else {
      const near = nearest(id, vocabulary.criteria.keys());
      const args = { value: shortly(id), near: near === '' ? 'no' : 'yes', nearest: near };
      reader.refuse(row, at.indicator, 'UnknownIndicator', args);
    }
    return null;
  };

  const checkReason = (row: RawRow, id: string, reasons: ReadonlyArray<string>, applies: boolean): string | null => {
    const reason = reader.text(row, at.reason);
    const allowed = reasons.join(', ');
    if (applies) {
      if (reason === '') return null;
      reader.refuse(row, at.reason, 'ValueNotAllowed', { column: 'reason', value: shortly(reason), allowed: '∅' });
    } else if (reasons.length === 0) {
      reader.refuse(row, at.grade, 'UnknownGrade', { value: 'not_applicable', indicator: id, allowed: 'no_evidence' });
    } else if (reason === '') {
      reader.refuse(row, at.reason >= 0 ? at.reason : at.grade, 'ReasonMissing', { indicator: id, allowed });
    } else if (!reasons.includes(reason)) {
      reader.refuse(row, at.reason, 'UnknownReason', { value: shortly(reason), indicator: id, allowed });
    } else return reason;
    return null;
  };

  const checkGrade = (row: RawRow, id: string, criterion: Criterion, grade: string, value: string): void => {
    const takesValue = criterion.grades.length === 0;
    const states = criterion.reasons.length > 0 ? ['no_evidence', 'not_applicable'] : ['no_evidence'];
    const allowed = [...criterion.grades, ...states].join(', ');
    const isState = grade === 'not_applicable' || grade === 'no_evidence';
    if (grade === '' && value === '') {
      reader.refuse(row, gradeOrValue, 'ValueMissing', { column: takesValue ? 'value' : 'grade' });
    } else if (grade !== '' && !isState && !criterion.grades.includes(grade)) {
      reader.refuse(row, at.grade, 'UnknownGrade', { value: shortly(grade), indicator: id, allowed });
    } else if (value !== '' && (!takesValue || grade !== '')) {
      reader.refuse(row, at.value, 'ValueNotAllowed', { column: 'value', value: shortly(value), allowed: '∅' });
    }
  };

  const assessments: CheckedAssessment[] = [];
  for (const row of table.rows) {
    if (!reader.begin(row) || cells.total(row)) continue;
    const unit = cells.unit(row);
    const period = cells.period(row);
    const known = criterionOf(row);
    const round = cells.round(row);
    const grade = reader.text(row, at.grade);
    const value = cells.number(row, at.value);
    const cases = cells.count(row, at.cases);
    let reason: string | null = null;
    if (known !== null) {
      checkGrade(row, known.id, known.criterion, grade, reader.text(row, at.value));
      reason = checkReason(row, known.id, known.criterion.reasons, grade !== 'not_applicable');
    }
    const date = cells.words(row, at.date);
    if (date !== null && !isDate(date)) {
      reader.refuse(row, at.date, 'BadDate', { column: 'date', value: shortly(date) });
    }
    if (unit !== null && period !== null && known !== null && round !== null) {
      const first = seen.note(table, row, unit.code, period, `${known.id} ${round}`);
      if (first !== null) {
        const key = `${unit.code}, ${period}, ${known.id}, ${round}`;
        reader.refuse(row, header.at('unit'), 'DuplicateRow', { key, first });
      }
    }
    if (!reader.settle(row, reader.faults())) continue;
    if (unit === null || period === null || known === null || round === null) continue;
    assessments.push({
      unit: unit.code,
      period,
      indicator: known.id,
      round,
      grade: grade === '' ? null : grade,
      value,
      cases,
      reason,
      evidence: cells.words(row, at.evidence),
      comment: cells.words(row, at.comment),
      assessor: cells.words(row, at.assessor),
      date,
      row: row.row,
      column: grade === '' ? 'value' : 'grade',
    });
  }
  return { assessments, account: reader.account() };
};
