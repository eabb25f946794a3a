// How ids and names of variables are spelt.

export const idPattern = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;
export const variablePattern = /^\p{L}[\p{L}\p{N}_]{0,63}$/u;
