-- What a person has in common with others is looked for from the person's side, too.
CREATE INDEX blind_index_by_subject ON blind_index (subject, field, value);
