// How columns move together, for the methods: it stands with the numbers of the trade.
export * from '../statistics/correlation.js';
