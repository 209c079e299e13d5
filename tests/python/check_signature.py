"""Says what pyHanko makes of the signature in a PDF, trusting its own certificate."""

import sys

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


def main(path: str) -> None:
    with open(path, "rb") as file:
        signatures = PdfFileReader(file, strict=True).embedded_signatures
        [signature] = signatures
        trust = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
        status = validate_pdf_signature(signature, signer_validation_context=trust)
        print(f"signatures={len(signatures)}")
        print(f"intact={status.intact}")
        print(f"valid={status.valid}")
        print(f"trusted={status.trusted}")
        print(f"coverage={status.coverage.name}")
        print(f"digest={status.md_algorithm}")
        print(f"subfilter={signature.sig_object['/SubFilter'][1:]}")
        print(f"signer={signature.signer_cert.subject.native['common_name']}")
        print(f"reason={signature.sig_object['/Reason']}")


if __name__ == "__main__":
    main(sys.argv[1])
