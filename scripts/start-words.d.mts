export declare const startLangs: ReadonlyArray<string>;
export declare const chooseLang: (
  args: ReadonlyArray<string>,
  env: Readonly<Record<string, string | undefined>>,
  locale: string,
) => string;
export declare const sayer: (lang: string) => (key: string, args?: Readonly<Record<string, string>>) => string;
export declare const startWords: Readonly<Record<string, Readonly<Record<string, string>>>>;
