/** Forms: every one that sends something carries the token of its session. */
import type { Child, FC } from 'hono/jsx';
import type { Guest } from '../visit.ts';

export const FORM_TOKEN = 'formular';

export const PostForm: FC<{
  action: string;
  guest: Guest | undefined;
  class?: string;
  /** Where it carries a file: attributes for the script that sends it in pieces. */
  upload?: Readonly<Record<`data-${string}`, string>>;
  children: Child;
}> = ({ action, guest, class: name = 'ks-stack', upload, children }) => (
  <form
    method="post"
    action={action}
    class={name}
    {...(upload ? { enctype: 'multipart/form-data', ...upload } : {})}
  >
    {guest ? <input type="hidden" name={FORM_TOKEN} value={guest.formToken} /> : null}
    {children}
  </form>
);

export const Button: FC<{ kind?: 'primary' | 'secondary' | 'tertiary'; children: Child }> = ({
  kind = 'primary',
  children,
}) => (
  <button type="submit" class={`kern-btn kern-btn--${kind}`}>
    <span class="kern-label">{children}</span>
  </button>
);

/** Leads on as a button would, and changes nothing. */
export const LinkButton: FC<{ href: string; children: Child }> = ({ href, children }) => (
  <a class="kern-btn kern-btn--primary" href={href}>
    <span class="kern-label">{children}</span>
  </a>
);

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: Child;
  readonly error?: string | undefined;
}

const Field: FC<FieldProps & { children: Child }> = ({ id, label, hint, error, children }) => (
  <div class={`kern-form-input${error === undefined ? '' : ' kern-form-input--error'}`}>
    <label class="kern-label" for={id}>
      {label}
    </label>
    {hint === undefined ? null : (
      <div class="kern-hint" id={`${id}-hinweis`}>
        {hint}
      </div>
    )}
    {children}
    {error === undefined ? null : (
      <p class="kern-error" id={`${id}-fehler`}>
        <span class="kern-icon kern-icon--danger kern-icon--small" aria-hidden="true" />
        <span class="kern-body">{error}</span>
      </p>
    )}
  </div>
);

function described({ id, hint, error }: FieldProps) {
  const ids = [hint === undefined ? '' : `${id}-hinweis`, error === undefined ? '' : `${id}-fehler`];
  const text = ids.filter((each) => each !== '').join(' ');
  return {
    ...(text === '' ? {} : { 'aria-describedby': text }),
    ...(error === undefined ? {} : { 'aria-invalid': 'true' as const }),
  };
}

export const TextField: FC<
  FieldProps & {
    name: string;
    value?: string | undefined;
    type?: 'text' | 'password' | 'date' | 'datetime-local';
    complete?: string;
    /** Id of the list of what may be typed. */
    list?: string;
    required?: boolean;
  }
> = ({ name, value = '', type = 'text', complete, list, required = false, ...field }) => (
  <Field {...field}>
    <input
      class={`kern-form-input__input${field.error === undefined ? '' : ' kern-form-input__input--error'}`}
      id={field.id}
      name={name}
      type={type}
      value={value}
      required={required}
      {...(complete === undefined ? {} : { autocomplete: complete })}
      {...(list === undefined ? {} : { list })}
      {...described(field)}
    />
  </Field>
);

export const TextArea: FC<FieldProps & { name: string; value?: string | undefined }> = ({
  name,
  value = '',
  ...field
}) => (
  <Field {...field}>
    <textarea
      class={`kern-form-input__input${field.error === undefined ? '' : ' kern-form-input__input--error'}`}
      id={field.id}
      name={name}
      rows={3}
      maxlength={2000}
      {...described(field)}
    >
      {value}
    </textarea>
  </Field>
);

export const Select: FC<
  FieldProps & {
    name: string;
    value?: string | undefined;
    options: readonly (readonly [value: string, text: string])[];
  }
> = ({ name, value = '', options, ...field }) => (
  <Field {...field}>
    <div class="kern-form-input__select-wrapper">
      <select class="kern-form-input__select" id={field.id} name={name} {...described(field)}>
        {options.map(([each, text]) => (
          <option value={each} selected={each === value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  </Field>
);

export const Check: FC<{ id: string; name: string; label: string; checked: boolean }> = ({
  id,
  name,
  label,
  checked,
}) => (
  <div class="kern-form-check">
    <input
      class="kern-form-check__checkbox"
      id={id}
      name={name}
      type="checkbox"
      value="ja"
      checked={checked}
    />
    <label class="kern-label" for={id}>
      {label}
    </label>
  </div>
);
