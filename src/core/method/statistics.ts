// Statistics of one column, for the methods: they stand with the numbers of the trade.
export * from '../statistics/column.js';
