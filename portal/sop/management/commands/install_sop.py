"""Makes flows, steps and tasks of the agency's SOP files: so another agency, or a revised SOP, comes into the portal.

Stops at the first file that is faulty or contradicts what is installed, and says why.
"""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.sop.definition import DefinitionError, load_definition
from portal.sop.installation import VersionConflict, install


class Command(BaseCommand):
    help = "Memasang SOP dari berkasnya; menjalankannya lagi tidak mengubah apa pun."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path)

    def handle(self, *args, files: list[Path], **options):
        for file in files or map(Path, settings.PORTAL_SOP_FILES):
            try:
                definition = load_definition(file)
                is_new = install(definition)
            except (DefinitionError, VersionConflict, OSError) as fault:
                raise CommandError(str(fault)) from fault
            state = "dipasang" if is_new else "sudah terpasang"
            self.stdout.write(f"SOP {definition.number} versi {definition.version} {state}.")
