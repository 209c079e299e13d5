//! The catalogue of findings. A code, once released, keeps its meaning.

use crate::diagnostic::Severity;

/// A kind of finding: its stable number and name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// As `SOP020`.
    pub code: &'static str,
    /// As `sop::unknown-step`.
    pub name: &'static str,
    /// How grave every finding of this kind is.
    pub severity: Severity,
}

macro_rules! codes {
    ($($constant:ident = $severity:ident $code:literal $name:literal : $meaning:literal;)*) => {
        impl Code {
            $(#[doc = $meaning] pub const $constant: Self =
                Self { code: $code, name: $name, severity: Severity::$severity };)*

            /// Every code with its meaning, in order.
            pub const ALL: &'static [(Self, &'static str)] = &[$((Self::$constant, $meaning)),*];
        }
    };
}

codes! {
    // The text and its shape. Service files use these, too.
    SYNTAX = Error "SOP001" "sop::syntax": "The file is not TOML.";
    UNKNOWN_KEY = Error "SOP002" "sop::unknown-key": "A key that the format does not know.";
    MISSING_KEY = Error "SOP003" "sop::missing-key": "A key that must be there is not.";
    WRONG_TYPE = Error "SOP004" "sop::wrong-type": "A value of another type than the key takes.";
    UNKNOWN_WORD = Error "SOP005" "sop::unknown-word": "A word outside a closed list.";
    BAD_TEXT = Error "SOP006" "sop::bad-text": "A text that is empty, too long, or holds deceptive characters.";
    BAD_ID = Error "SOP007" "sop::bad-id": "An identifier of the wrong shape.";
    TOO_MANY = Error "SOP008" "sop::too-many": "A list beyond its limit.";
    DUPLICATE_ID = Error "SOP009" "sop::duplicate-id": "One identifier for two things.";
    OUT_OF_RANGE = Error "SOP010" "sop::out-of-range": "A number or date outside what makes sense.";
    NOT_FOR_THIS_KIND = Error "SOP011" "sop::not-for-this-kind": "A key that this kind of step does not have.";
    UNKNOWN_FORMAT = Error "SOP012" "sop::unknown-format": "A format version that this program does not know.";
    FILE_TOO_LARGE = Error "SOP013" "sop::file-too-large": "The file exceeds the size limit.";

    // References.
    UNKNOWN_STEP = Error "SOP020" "sop::unknown-step": "An arrow leads to a step that does not exist.";
    UNKNOWN_COLUMN = Error "SOP021" "sop::unknown-column": "A step names an executor that is no column of the table.";
    UNKNOWN_SOP = Error "SOP022" "sop::unknown-sop": "A sub-procedure that is not in the library.";
    RECURSIVE_SOP = Error "SOP023" "sop::recursive-sop": "A procedure that contains itself.";
    TOO_MANY_STEPS = Error "SOP024" "sop::too-many-steps": "More steps than the limit, sub-procedures included.";
    FAULTY_SUB = Error "SOP025" "sop::faulty-sub": "A sub-procedure that has faults of its own.";

    // The graph.
    ONE_START = Error "SOP030" "sop::one-start": "Not exactly one start.";
    UNREACHABLE = Error "SOP031" "sop::unreachable-step": "A step that no case ever reaches.";
    NO_WAY_TO_END = Error "SOP032" "sop::no-way-to-end": "A step from which no end can be reached.";
    ONE_OUTCOME = Error "SOP033" "sop::one-outcome": "A decision with fewer than two outcomes decides nothing.";
    UNCAPPED_LOOP = Error "SOP034" "sop::uncapped-loop": "A loop that may go on for ever.";
    NO_EXIT = Error "SOP035" "sop::no-exit": "A decision whose every outcome can be used up.";
    IDLE_CAP = Warning "SOP036" "sop::idle-cap": "A cap on an arrow that is in no loop.";
    LONE_SPLIT = Error "SOP037" "sop::lone-split": "A split without two different branches.";
    LONE_JOIN = Error "SOP038" "sop::lone-join": "A join at which fewer than two branches arrive.";
    STARVED_JOIN = Error "SOP040" "sop::starved-join": "A join that may wait for ever.";
    ENTERED_TWICE = Error "SOP041" "sop::entered-twice": "A step that may be open twice at once.";
    WORK_LEFT_BEHIND = Error "SOP042" "sop::work-left-behind": "An end that may come while other work is open.";
    UNSOUND = Error "SOP043" "sop::unsound": "Splits and joins that do not fit together.";

    // The rows.
    NO_TIME = Error "SOP050" "sop::no-time": "Work without a time (waktu).";
    NO_OUTPUT = Error "SOP051" "sop::no-output": "Work without an output.";
    NO_EXECUTOR = Error "SOP052" "sop::no-executor": "Work without an executor (pelaksana).";
    UNKNOWN_ROLE = Error "SOP053" "sop::unknown-role": "An executor that the agency's roles do not know.";
    IDLE_COLUMN = Warning "SOP054" "sop::idle-column": "A column of the table without any work.";
    NO_LEGAL_BASIS = Warning "SOP055" "sop::no-legal-basis": "A procedure that names no legal basis.";

    // Time.
    TOO_SLOW = Error "SOP060" "sop::too-slow": "The longest path exceeds the standard's time.";
    MIXED_TIME = Error "SOP061" "sop::mixed-time": "Calendar days and working days that cannot be added.";
    ENTANGLED_LOOPS = Error "SOP062" "sop::entangled-loops": "Loops too entangled to compute the longest path.";

    // Duties.
    DUTIES_IN_ONE_ROLE = Error "SOP070" "sop::duties-in-one-role": "One executor carries two duties that must be separate.";
    DUTIES_IN_ONE_PERSON = Error "SOP071" "sop::duties-in-one-person": "One person could do two duties that must be separate.";

    // Legal effects.
    RETURN_TO_NOBODY = Error "SOP080" "sop::return-to-nobody": "A return that does not lead to the applicant.";
    SECOND_ISSUANCE = Error "SOP081" "sop::second-issuance": "More than one step issues.";
    REPEATED_ISSUANCE = Error "SOP082" "sop::repeated-issuance": "An issuance in a loop: it could happen twice.";
    ISSUANCE_BESIDE_WORK = Error "SOP083" "sop::issuance-beside-work": "An issuance while other work may still be open.";
    CLOCK_IN_A_BRANCH = Error "SOP084" "sop::clock-in-a-branch": "A clock that starts in one of several parallel branches.";
    PAYMENT_BEFORE_FEE = Error "SOP085" "sop::payment-before-fee": "A payment that a case may come to before a fee was set.";
    MINUTES_OF_NOTHING = Error "SOP086" "sop::minutes-of-nothing": "Minutes of a step that is no inspection.";
    NO_RECOMMENDATION = Error "SOP087" "sop::no-recommendation": "An outcome of a step with minutes that follows no recommendation.";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_and_names_are_unique() {
        let codes: BTreeSet<_> = Code::ALL.iter().map(|(code, _)| code.code).collect();
        let names: BTreeSet<_> = Code::ALL.iter().map(|(code, _)| code.name).collect();

        assert_eq!(codes.len(), Code::ALL.len());
        assert_eq!(names.len(), Code::ALL.len());
    }
}
